using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>
/// A kill leaves what the kernel holds, a power cut does not: so the calls of the server themselves are looked at, in
/// their order. The file, its name, its folder, the transaction, and only then the answer.
/// </summary>
public sealed partial class FlushOrderTests
{
    private const string Calls = "trace=fsync,fdatasync,rename,renameat,renameat2,link,linkat,sendto,sendmsg,write,writev";

    [Fact]
    public async Task What_is_acknowledged_has_been_flushed_before()
    {
        Tool.Require("strace");
        await using var server = new ServerProgram();
        await server.StartAsync();
        using var client = new Client(server.Url);
        await client.CreateRepository("flush/test");
        var image = SmallImage.Random(new(1), layers: 1, layerSize: 50_000);
        await client.PushBlob("flush/test", image.Config);

        var trace = Path.GetTempFileName();
        try
        {
            using var strace = Process.Start(new ProcessStartInfo("strace", ["-f", "-y", "-p", $"{server.Pid}", "-e", Calls, "-o", trace]) { RedirectStandardError = true })!;
            var attached = await strace.StandardError.ReadLineAsync();
            Assert.SkipUnless(attached?.Contains("attached", StringComparison.Ordinal) == true, $"strace may not look at another process here: {attached}");
            await client.PushBlob("flush/test", image.Layers[0]);
            Assert.Equal(HttpStatusCode.Created, (await client.PutManifest("flush/test", "v1", image.Manifest)).Status);
            await server.StopAsync();
            await strace.WaitForExitAsync();

            var calls = Completed(await File.ReadAllLinesAsync(trace));
            var layer = Client.DigestOf(image.Layers[0])[7..];
            var at = After(calls, -1, "fdatasync(", "/uploads/");
            at = After(calls, at, "rename", $"/sealed/0/sha256/{layer[..2]}/{layer}");
            at = After(calls, at, "fsync(", $"/sealed/0/sha256/{layer[..2]}>");
            at = After(calls, at, "sync(", "/slipway.db-wal>");
            var created = After(calls, at, "201 Created");
            Assert.DoesNotContain(calls[..at], call => call.Contains("201 Created", StringComparison.Ordinal));
            at = After(calls, created, "sync(", "/slipway.db-wal>");
            Assert.DoesNotContain(calls[(created + 1)..at], call => call.Contains("201 Created", StringComparison.Ordinal));
            After(calls, at, "201 Created");
        }
        finally
        {
            File.Delete(trace);
        }
    }

    /// <summary>The calls in the order in which they came to their end; strace cuts those in two that overlap.</summary>
    private static List<string> Completed(IEnumerable<string> lines)
    {
        List<string> calls = [];
        Dictionary<string, string> begun = [];
        foreach (var line in lines)
        {
            var thread = line.Split(' ', 2)[0];
            if (line.EndsWith("<unfinished ...>", StringComparison.Ordinal)) begun[thread] = line;
            else calls.Add(Resumed().IsMatch(line) && begun.Remove(thread, out var first) ? first + line : line);
        }

        return calls;
    }

    private static int After(List<string> calls, int before, params string[] parts)
    {
        var found = calls.FindIndex(before + 1, call => parts.All(part => call.Contains(part, StringComparison.Ordinal)));
        Assert.True(found >= 0, $"No call with {string.Join(" and ", parts)} after call {before}:\n{string.Join('\n', calls)}");
        return found;
    }

    [GeneratedRegex(@"<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();
}
