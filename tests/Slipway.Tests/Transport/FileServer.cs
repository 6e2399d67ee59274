using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Slipway.Oci;
using Slipway.Registry;
using Slipway.Server.Transport;

namespace Slipway.Tests.Transport;

/// <summary>A server with nothing but the transport under test, one file of random bytes, and one short text.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    public const string Text = "a short answer";

    private readonly WebApplication app;
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private FileServer(int length, Action<ListenOptions> listener)
    {
        Bytes = RandomNumberGenerator.GetBytes(length);
        File.WriteAllBytes(path, Bytes);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddReceivePool();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.UseDirectOutput();
            listener(listen);
        }));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    public byte[] Bytes { get; }

    public IPEndPoint EndPoint { get; private set; } = null!;

    /// <summary>How the handler of each file request ended: null for well.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<Exception?> Ends { get; } = [];

    /// <summary>Of the memory that was lent for the path "/lent".</summary>
    public LoanCount Loans { get; } = new();

    public static async Task<FileServer> StartAsync(int length) => await StartAsync(length, static _ => { });

    public static async Task<FileServer> StartAsync(int length, Action<ListenOptions> listener)
    {
        var server = new FileServer(length, listener);
        await server.app.StartAsync();
        var address = server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.EndPoint = new(IPAddress.Loopback, new Uri(address).Port);
        return server;
    }

    public static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }

    public Uri Url(string scheme, string pathAndQuery) => new($"{scheme}://127.0.0.1:{EndPoint.Port}{pathAndQuery}");

    public async Task<NetworkStream> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(EndPoint);
        return new(socket, ownsSocket: true);
    }

    public void DeleteFile() => File.Delete(path);

    public void Truncate(long length)
    {
        using var file = File.Open(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.SetLength(length);
    }

    public Task StopAsync(CancellationToken ct) => app.StopAsync(ct);

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
        File.Delete(path);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == "/text")
        {
            http.Response.ContentLength = Text.Length;
            await http.Response.WriteAsync(Text);
            return;
        }

        if (http.Request.Path == "/memory")
        {
            http.Response.ContentLength = Bytes.Length;
            await http.Response.Body.WriteAsync(Bytes, http.RequestAborted);
            return;
        }

        var offset = long.Parse(http.Request.Query["offset"].SingleOrDefault() ?? "0", null);
        var count = long.Parse(http.Request.Query["count"].SingleOrDefault() ?? $"{Bytes.Length - offset}", null);
        if (http.Request.Path != "/chunked") http.Response.ContentLength = count;
        if (HttpMethods.IsHead(http.Request.Method)) return;
        try
        {
            await using IBlobContent content = http.Request.Path == "/lent" ? new LentMemory(Bytes, Loans) : new OpenFile(path);
            await BlobBody.WriteAsync(http.Response, content, offset, count, http.RequestAborted);
            Ends.Enqueue(null);
        }
        catch (Exception end)
        {
            Ends.Enqueue(end);
            throw;
        }
    }

    private sealed class OpenFile(string path) : IBlobContent
    {
        private readonly SafeFileHandle handle =
            System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        public long Length => RandomAccess.GetLength(handle);

        public ValueTask<LentBytes?> LendAsync(long offset, long count, CancellationToken ct) => new(LentBytes.Of(handle, offset, count));

        public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct) =>
            RandomAccess.ReadAsync(handle, buffer, offset, ct);

        public ValueTask DisposeAsync()
        {
            handle.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
