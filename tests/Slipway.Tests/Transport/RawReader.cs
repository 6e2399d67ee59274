using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.Tests.Transport;

/// <summary>Reads answers off a connection one after the other, so that their order and their ends can be checked.</summary>
internal sealed class RawReader(NetworkStream stream)
{
    private byte[] rest = [];

    /// <summary>Between two reads, to be slow on purpose.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>What was read already.</summary>
    public byte[] Start { init => rest = value; }

    /// <exception cref="IOException">The connection ended first.</exception>
    public async Task<byte[]> ReadAsync(bool hasBody)
    {
        int end;
        while ((end = rest.AsSpan().IndexOf("\r\n\r\n"u8)) < 0) rest = [.. rest, .. await MoreAsync(4096)];
        var head = Encoding.ASCII.GetString(rest, 0, end);
        Assert.StartsWith("HTTP/1.1 200 ", head);
        rest = rest[(end + 4)..];
        if (!hasBody) return [];
        var length = int.Parse(Regex.Match(head, @"Content-Length: (\d+)").Groups[1].Value, null);
        var body = new byte[length];
        var have = Math.Min(length, rest.Length);
        rest.AsSpan(0, have).CopyTo(body);
        rest = rest[have..];
        while (have < length)
        {
            var more = await MoreAsync(Math.Min(64 * 1024, length - have));
            more.CopyTo(body, have);
            have += more.Length;
        }

        return body;
    }

    private async Task<byte[]> MoreAsync(int count)
    {
        if (Pause > TimeSpan.Zero) await Task.Delay(Pause, TimeProvider.System);
        var buffer = new byte[count];
        var read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
        return read > 0 ? buffer[..read] : throw new IOException("The connection ended.");
    }
}
