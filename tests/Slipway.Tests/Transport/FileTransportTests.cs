using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Slipway.Tests.Transport;

public sealed class FileTransportTests
{
    private const int Mebibyte = 1024 * 1024;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 10 * Mebibyte)]
    [InlineData(1, 10 * Mebibyte - 1)]
    [InlineData(5_000_001, 4 * Mebibyte)]
    [InlineData(77, 256 * 1024)]
    [InlineData(77, 256 * 1024 - 1)]
    [InlineData(77, 1)]
    public async Task A_range_of_a_file_arrives_exactly(int offset, int count)
    {
        await using var server = await FileServer.StartAsync(10 * Mebibyte);
        using var client = new HttpClient();
        AssertSame(
            server.Bytes.AsMemory(offset, count),
            await client.GetByteArrayAsync(server.Url("http", $"/file?offset={offset}&count={count}"), Ct));
    }

    [Theory]
    [InlineData(0, 10 * Mebibyte)]
    [InlineData(1, 10 * Mebibyte - 1)]
    [InlineData(5_000_001, 4 * Mebibyte)]
    [InlineData(77, 256 * 1024)]
    [InlineData(77, 1)]
    public async Task Memory_that_is_lent_arrives_exactly_and_is_given_back_once(int offset, int count)
    {
        await using var server = await FileServer.StartAsync(10 * Mebibyte);
        using var client = new HttpClient();
        for (var round = 0; round < 3; round++)
            AssertSame(server.Bytes.AsMemory(offset, count), await client.GetByteArrayAsync(server.Url("http", $"/lent?offset={offset}&count={count}"), Ct));
        // The client may have the last byte before the server knows that it was sent.
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (server.Loans.Back != server.Loans.Given) await Task.Delay(1, soon.Token);
        Assert.Equal(count >= 256 * 1024, server.Loans.Given > 0);
    }

    [Fact]
    public async Task Memory_that_is_lent_reaches_sixty_four_slow_and_fast_clients_unchanged()
    {
        await using var server = await FileServer.StartAsync(8 * Mebibyte);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
        await Parallel.ForAsync(0, 128, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Ct }, async (i, ct) =>
        {
            using var answer = await client.GetAsync(server.Url("http", $"/lent?offset={i}"), HttpCompletionOption.ResponseHeadersRead, ct);
            if (i % 8 == 0) await Task.Delay(100, ct);
            // Some go away in the middle.
            if (i % 8 == 1) return;
            Assert.Equal(SHA256.HashData(server.Bytes.AsSpan(i)), SHA256.HashData(await answer.Content.ReadAsByteArrayAsync(ct)));
        });
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (server.Loans.Back != server.Loans.Given || server.Ends.Count < 128) await Task.Delay(10, soon.Token);
    }

    [Fact]
    public async Task A_body_in_memory_arrives_exactly()
    {
        await using var server = await FileServer.StartAsync(3 * Mebibyte + 17);
        using var client = new HttpClient();
        AssertSame(server.Bytes, await client.GetByteArrayAsync(server.Url("http", "/memory"), Ct));
    }

    [Fact]
    public async Task An_answer_without_a_stated_length_arrives_in_chunks()
    {
        await using var server = await FileServer.StartAsync(2 * Mebibyte);
        using var client = new HttpClient();
        AssertSame(server.Bytes, await client.GetByteArrayAsync(server.Url("http", "/chunked"), Ct));
    }

    [Fact]
    public async Task Sixty_four_connections_each_get_their_own_range()
    {
        await using var server = await FileServer.StartAsync(16 * Mebibyte);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
        await Parallel.ForAsync(0, 256, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Ct }, async (i, ct) =>
        {
            var (offset, count) = (i * 12_347, 5 * Mebibyte + i);
            var body = await client.GetByteArrayAsync(server.Url("http", $"/file?offset={offset}&count={count}"), ct);
            Assert.Equal(SHA256.HashData(server.Bytes.AsSpan(offset, count)), SHA256.HashData(body));
        });
        Assert.All(server.Ends, Assert.Null);
    }

    [Fact]
    public async Task Pipelined_requests_are_answered_in_order_on_one_connection()
    {
        await using var server = await FileServer.StartAsync(6 * Mebibyte);
        await using var stream = await server.ConnectAsync();
        await SendAsync(stream, "GET /file", "GET /text", "HEAD /file", "GET /file?offset=9&count=3000000", "GET /text", "GET /file?count=100");
        var reader = new RawReader(stream);
        AssertSame(server.Bytes, await reader.ReadAsync(hasBody: true));
        Assert.Equal(FileServer.Text, Encoding.ASCII.GetString(await reader.ReadAsync(hasBody: true)));
        Assert.Empty(await reader.ReadAsync(hasBody: false));
        AssertSame(server.Bytes.AsMemory(9, 3_000_000), await reader.ReadAsync(hasBody: true));
        Assert.Equal(FileServer.Text, Encoding.ASCII.GetString(await reader.ReadAsync(hasBody: true)));
        AssertSame(server.Bytes.AsMemory(0, 100), await reader.ReadAsync(hasBody: true));
    }

    [Fact]
    public async Task A_connection_is_good_for_more_after_a_file()
    {
        await using var server = await FileServer.StartAsync(2 * Mebibyte);
        await using var stream = await server.ConnectAsync();
        var reader = new RawReader(stream);
        for (var i = 0; i < 20; i++)
        {
            await SendAsync(stream, "GET /file");
            AssertSame(server.Bytes, await reader.ReadAsync(hasBody: true));
            await SendAsync(stream, "GET /text");
            Assert.Equal(FileServer.Text, Encoding.ASCII.GetString(await reader.ReadAsync(hasBody: true)));
        }
    }

    [Fact]
    public async Task A_slow_reader_gets_everything()
    {
        await using var server = await FileServer.StartAsync(12 * Mebibyte);
        await using var stream = await server.ConnectAsync();
        stream.Socket.ReceiveBufferSize = 16 * 1024;
        await SendAsync(stream, "GET /file");
        var reader = new RawReader(stream) { Pause = TimeSpan.FromMilliseconds(1) };
        AssertSame(server.Bytes, await reader.ReadAsync(hasBody: true));
    }

    [Fact]
    public async Task A_client_that_leaves_midway_ends_its_request_and_harms_nobody()
    {
        await using var server = await FileServer.StartAsync(32 * Mebibyte);
        for (var i = 0; i < 10; i++)
        {
            await using var stream = await server.ConnectAsync();
            await SendAsync(stream, "GET /file");
            await stream.ReadExactlyAsync(new byte[100_000 * (i + 1)], Ct);
            if (i % 2 == 0) stream.Socket.LingerState = new(true, 0);
        }

        await UntilAsync(() => server.Ends.Count == 10);
        Assert.All(server.Ends, end => Assert.IsAssignableFrom<OperationCanceledException>(end));
        using var client = new HttpClient();
        AssertSame(server.Bytes, await client.GetByteArrayAsync(server.Url("http", "/file"), Ct));
    }

    [Fact]
    public async Task A_file_that_is_deleted_meanwhile_still_arrives()
    {
        await using var server = await FileServer.StartAsync(32 * Mebibyte);
        await using var stream = await server.ConnectAsync();
        await SendAsync(stream, "GET /file");
        var first = new byte[1];
        await stream.ReadExactlyAsync(first, Ct);
        server.DeleteFile();
        var reader = new RawReader(stream) { Start = first };
        AssertSame(server.Bytes, await reader.ReadAsync(hasBody: true));
    }

    [Fact]
    public async Task A_file_that_turns_out_shorter_breaks_the_connection()
    {
        await using var server = await FileServer.StartAsync(32 * Mebibyte);
        await using var stream = await server.ConnectAsync();
        await SendAsync(stream, "GET /file");
        await stream.ReadExactlyAsync(new byte[1], Ct);
        server.Truncate(20 * Mebibyte);
        await Assert.ThrowsAnyAsync<IOException>(() => new RawReader(stream) { Start = "H"u8.ToArray() }.ReadAsync(hasBody: true));
        await UntilAsync(() => server.Ends.Count == 1);
        Assert.NotNull(server.Ends.Single());
    }

    [Fact]
    public async Task A_stopping_server_lets_a_transfer_finish()
    {
        await using var server = await FileServer.StartAsync(32 * Mebibyte);
        await using var stream = await server.ConnectAsync();
        await SendAsync(stream, "GET /file");
        var first = new byte[1];
        await stream.ReadExactlyAsync(first, Ct);
        var stopping = server.StopAsync(Ct);
        var reader = new RawReader(stream) { Start = first };
        AssertSame(server.Bytes, await reader.ReadAsync(hasBody: true));
        await stopping;
    }

    [Fact]
    public async Task Under_tls_the_file_is_encrypted_like_everything_else()
    {
        using var certificate = FileServer.Certificate();
        await using var server = await FileServer.StartAsync(4 * Mebibyte, listen => listen.UseHttps(certificate));
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString() },
        });
        AssertSame(server.Bytes, await client.GetByteArrayAsync(server.Url("https", "/file"), Ct));
    }

    [Fact]
    public async Task Over_http2_the_file_travels_in_frames()
    {
        await using var server = await FileServer.StartAsync(4 * Mebibyte, listen => listen.Protocols = HttpProtocols.Http2);
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        AssertSame(server.Bytes, await client.GetByteArrayAsync(server.Url("http", "/file"), Ct));
    }

    /// <summary>Megabytes make no readable message.</summary>
    private static void AssertSame(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual) =>
        Assert.True(expected.Span.SequenceEqual(actual.Span), $"{actual.Length} bytes arrived that are not the {expected.Length} expected.");

    private static async Task SendAsync(NetworkStream stream, params string[] requests) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(requests.Select(r => $"{r} HTTP/1.1\r\nHost: x\r\n\r\n"))), Ct);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 500 && !isSo(); i++) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct);
        Assert.True(isSo());
    }
}
