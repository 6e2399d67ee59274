using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Slipway.Bench.Load;
using Slipway.Bench.Rows;
using Slipway.Bench.Servers;

namespace Slipway.Bench.Lifecycle;

/// <summary>
/// A lifecycle policy over 100,000 tagged images: a preview, then the run that leaves ten, with one client that goes on
/// pushing. Goals: seconds, and memory that does not grow with what is deleted.
/// </summary>
internal static class LifecycleReport
{
    private const int Images = 100_000, Pushers = 8;

    private const string Repository = "bench/lifecycle";

    private const string Policy = """{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":10},"action":{"type":"expire"}}]}""";

    public static void Run(string program, string folder, string results)
    {
        using var server = new SlipwayServer(program, folder);
        server.Start();
        Fill(server);
        server.ForgetPeak();
        var idle = server.Memory().Now;
        var preview = Preview(server);
        var (run, pushes) = Execute(server);
        var peak = server.Memory().Peak;
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            # A lifecycle policy over {Images:N0} images
            {DateTime.UtcNow:yyyy-MM-dd}; .NET {Environment.Version}, {Environment.ProcessorCount} cores; `bench/run lifecycle` measures again.

            | what | measured | goal |
            |---|---:|---|
            | preview, all its results stored | {preview.TotalSeconds:F1} s | seconds |
            | run, from the first image that went to the last | {run.TotalSeconds:F1} s | seconds |
            | pushes of a manifest meanwhile, median | {pushes[pushes.Count / 2]:F1} ms | |
            | pushes of a manifest meanwhile, 99th of 100 | {pushes[pushes.Count * 99 / 100]:F1} ms | no push waits for a run |
            | resident memory before, and at its highest | {idle:F0} MiB, {peak:F0} MiB | does not follow what is deleted |

            """);
        File.WriteAllText(Path.Combine(results, "lifecycle.md"), text);
        Console.WriteLine(text);
    }

    private static void Fill(SlipwayServer server)
    {
        Contents.EnsureBlob(server, Repository, 1024);
        Parallel.For(0, Pushers, pusher =>
        {
            using var connection = new Connection(server.EndPoint);
            for (var number = pusher; number < Images; number += Pushers) Push(server, connection, number);
        });
    }

    private static void Push(SlipwayServer server, Connection connection, int number)
    {
        var blob = Contents.EnsureBlob(server, Repository, 1024);
        var manifest = Encoding.UTF8.GetBytes(
            $$$"""{"schemaVersion":2,"mediaType":"{{{Contents.ManifestType}}}","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{{blob}}}","size":1024},"layers":[],"annotations":{"n":"{{{number}}}"}}""");
        connection.Expect(201, server.Request("PUT", $"/v2/{Repository}/manifests/t{number:d7}", Contents.ManifestType, manifest.Length), manifest);
    }

    private static TimeSpan Preview(SlipwayServer server)
    {
        using var connection = new Connection(server.EndPoint);
        var began = Stopwatch.GetTimestamp();
        Call(server, connection, "StartLifecyclePolicyPreview", Policy);
        while (Call(server, connection, "GetLifecyclePolicyPreview", null).GetProperty("status").GetString() != "COMPLETE") Thread.Sleep(20);
        return Stopwatch.GetElapsedTime(began);
    }

    /// <returns>How long it took, and milliseconds that pushes took meanwhile, in their order.</returns>
    private static (TimeSpan Took, List<double> Pushes) Execute(SlipwayServer server)
    {
        using var connection = new Connection(server.EndPoint);
        Call(server, connection, "PutLifecyclePolicy", Policy);
        while (connection.Request(server.Head($"/v2/{Repository}/manifests/t0000000")) == 200) Thread.Sleep(10);
        var began = Stopwatch.GetTimestamp();
        List<double> pushes = [];
        var number = Images;
        while (Call(server, connection, "GetLifecyclePolicy", null).GetProperty("lastEvaluatedAt").GetDouble() == 0)
        {
            var sent = Stopwatch.GetTimestamp();
            Push(server, connection, number++);
            pushes.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        pushes.Sort();
        return (Stopwatch.GetElapsedTime(began), pushes);
    }

    private static JsonElement Call(SlipwayServer server, Connection connection, string operation, string? policy)
    {
        Dictionary<string, string> request = new() { ["repositoryName"] = Repository };
        if (policy is not null) request["lifecyclePolicyText"] = policy;
        connection.Expect(200, server.Api(operation, JsonSerializer.Serialize(request)));
        using var answer = JsonDocument.Parse(connection.Body);
        return answer.RootElement.Clone();
    }
}
