using System.Diagnostics;
using System.Text;
using Slipway.Bench.Load;
using Slipway.Bench.Servers;

namespace Slipway.Bench.Rows;

/// <summary>An image of 200 MB in 8 layers, pushed and pulled by a real client.</summary>
internal static class SkopeoCopies
{
    private const int Layers = 8;
    private const int LayerLength = 25_000_000;

    public static IEnumerable<Row> All()
    {
        yield return new("skopeo-push", "skopeo pushes 200 MB in 8 layers", Unit.Milliseconds, Goal.Times(1.3), static _ => { }, Push);
        yield return new("skopeo-pull", "skopeo pulls 200 MB in 8 layers", Unit.Milliseconds, Goal.Times(1.3), static s => Contents.Once(s, "skopeo pull", () =>
        {
            Contents.EnsureRepository(s, "bench/pulled");
            var image = Image(s);
            Copy(s, $"dir:{image}", $"docker://{s.EndPoint}/bench/pulled:latest", isPush: true);
            Directory.Delete(image, recursive: true);
        }), Pull);
    }

    private static Measurement Push(ServerUnderTest server)
    {
        var repository = "bench/pushed" + Contents.Text(Contents.Fresh());
        Contents.EnsureRepository(server, repository);
        var image = Image(server);
        Contents.Settle();
        var result = server.Measure(() => Copy(server, $"dir:{image}", $"docker://{server.EndPoint}/{repository}:latest", isPush: true));
        Directory.Delete(image, recursive: true);
        return result;
    }

    private static Measurement Pull(ServerUnderTest server)
    {
        var target = Path.Combine(server.Folder, "pulled");
        Contents.Settle();
        var result = server.Measure(() => Copy(server, $"docker://{server.EndPoint}/bench/pulled:latest", $"dir:{target}", isPush: false));
        Directory.Delete(target, recursive: true);
        return result;
    }

    private static (double Seconds, long Count, long Bytes, int[] Latencies) Copy(ServerUnderTest server, string from, string to, bool isPush)
    {
        var side = isPush ? "dest" : "src";
        var credentials = Encoding.ASCII.GetString(Convert.FromBase64String(server.Authorization.Trim().Split(' ')[^1]));
        var start = new ProcessStartInfo("skopeo", ["--insecure-policy", "copy", $"--{side}-tls-verify=false", $"--{side}-creds", credentials, from, to])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        output.Wait();
        if (process.ExitCode != 0) throw new IOException($"skopeo failed: {errors}");
        return (Stopwatch.GetElapsedTime(began).TotalSeconds, 1, (long)Layers * LayerLength, []);
    }

    /// <summary>A fresh image in skopeo's <c>dir:</c> form; new layers each time, since skopeo remembers where it has seen one.</summary>
    private static string Image(ServerUnderTest server)
    {
        var folder = Directory.CreateDirectory(Path.Combine(server.Folder, "image" + Contents.Text(Contents.Fresh()))).FullName;
        var layers = new List<(string Digest, long Length)>();
        for (var i = 0; i < Layers; i++)
        {
            var (parts, digest) = Contents.Blob(LayerLength, "skopeo " + Contents.Text(Contents.Fresh()));
            using var file = File.Create(Path.Combine(folder, digest[7..]));
            foreach (var part in parts) file.Write(part.Span);
            layers.Add((digest, LayerLength));
        }

        File.WriteAllBytes(Path.Combine(folder, Contents.DigestOf(Contents.Config)[7..]), Contents.Config);
        File.WriteAllBytes(Path.Combine(folder, "manifest.json"), Contents.Manifest(layers, "skopeo"));
        File.WriteAllText(Path.Combine(folder, "version"), "Directory Transport Version: 1.1\n");
        return folder;
    }
}
