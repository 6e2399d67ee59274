using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Limits;

/// <summary>Memory does not grow with the layer, up or down.</summary>
public sealed class MemoryTests
{
    private const long Small = 64L << 20;
    private const long Large = 4L << 30;

    /// <summary>Room for what the runtime warms up meanwhile, in MiB; the layers differ by 4032.</summary>
    private const double Slack = 40;

    [Fact]
    public async Task A_layer_of_4_GiB_takes_no_more_memory_than_one_of_64_MiB()
    {
        var free = new DriveInfo(Path.GetTempPath()).AvailableFreeSpace >> 30;
        Assert.SkipUnless(free >= 10, $"a layer of 4 GiB needs 10 GiB of room in {Path.GetTempPath()}, there are {free}");
        await using var server = new ServerProgram();
        await server.StartAsync();
        using var client = new Client(server.Url);
        await client.CreateRepository("memory/test");
        var idle = server.MemoryOf("VmRSS");
        await TransferAsync(client, Small);
        var small = server.MemoryOf("VmHWM");
        var (up, down) = await TransferAsync(client, Large);
        var large = server.MemoryOf("VmHWM");

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"idle {idle:F0} MiB; peak with 64 MiB {small:F0} MiB, with 4 GiB {large:F0} MiB; 4 GiB up in {up.TotalSeconds:F1} s, down in {down.TotalSeconds:F1} s");
        Assert.InRange(large - small, double.MinValue, Slack);
        Assert.InRange(idle, 1, 90);
    }

    private static async Task<(TimeSpan Up, TimeSpan Down)> TransferAsync(Client client, long length)
    {
        var started = Stopwatch.GetTimestamp();
        var body = new EndlessContent(length);
        using var patched = await client.Send(HttpMethod.Patch, await client.OpenUpload("memory/test"), body);
        Assert.Equal(HttpStatusCode.Accepted, patched.StatusCode);
        using var done = await client.Send(HttpMethod.Put, Client.With(patched.Headers.Location!.ToString(), $"digest={body.Digest}"), null);
        Assert.Equal(HttpStatusCode.Created, done.StatusCode);
        var up = Stopwatch.GetElapsedTime(started);

        started = Stopwatch.GetTimestamp();
        using var pulled = await client.Get($"/v2/memory/test/blobs/{body.Digest}");
        Assert.Equal(length, pulled.Content.Headers.ContentLength);
        await using var stream = await pulled.Content.ReadAsStreamAsync();
        Assert.Equal(body.Digest, "sha256:" + Convert.ToHexStringLower(await SHA256.HashDataAsync(stream)));
        return (up, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Many bytes from a small buffer, with their digest once they are sent; of unknown length, as docker sends.</summary>
    private sealed class EndlessContent(long length) : HttpContent
    {
        private string? digest;

        public string Digest => digest ?? throw new InvalidOperationException("Not sent yet.");

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var piece = SmallImage.Bytes(new(1), 1 << 20);
            for (var sent = 0L; sent < length; sent += piece.Length)
            {
                BitConverter.TryWriteBytes(piece, sent);
                hash.AppendData(piece);
                await stream.WriteAsync(piece);
            }

            digest = "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = 0;
            return false;
        }
    }
}
