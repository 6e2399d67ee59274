using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.Wire.Audit;
using Slipway.Wire.Throttling;

namespace Slipway.Wire.Tests.Support;

/// <summary>The gateway over the operations of this assembly, behind a real Kestrel on a port of its own.</summary>
public sealed class WireHost : IAsyncLifetime
{
    // A test that waits longer has found an answer that never comes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private WebApplication? app;
    private int requests;

    public int Port { get; private set; }

    internal RecordingAuthorizer Authorizer { get; } = new();

    internal CapturedLog Log { get; } = new();

    internal ListedTrail Trail { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
            kestrel.Limits.MaxRequestBodySize = 32 << 20;
        });
        builder.Logging.AddProvider(Log);
        builder.Services
            .AddOperations()
            .AddSingleton<TimeProvider>(new StillClock())
            .AddSingleton<ICredentials, KnownKeys>()
            .AddSingleton<IAuthorizer>(Authorizer)
            .AddSingleton(new Home(KnownKeys.Account, Signer.Region))
            .AddSingleton<IAuditTrail>(Trail).AddSingleton<Auditor>().AddSingleton<CallAudit>()
            // Its tests guess signatures by the hundred.
            .AddSingleton(new LoginGuard(TimeSpan.Zero, TimeProvider.System)).AddSingleton(new Throttle(new(0, TimeProvider.System), new(0, TimeProvider.System)))
            .AddSingleton<RequestRouter>().AddSingleton<RequestBody>().AddSingleton<Authenticator>().AddSingleton<Gateway>();
        app = builder.Build();
        var gateway = app.Services.GetRequiredService<Gateway>();
        app.Run(http =>
        {
            http.Features.Set(new RequestRecord($"00000000-0000-4000-8000-{Interlocked.Increment(ref requests):x12}"));
            return gateway.AnswerAsync(http);
        });
        await app.StartAsync();
        Port = new Uri(app.Urls.First()).Port;
    }

    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal async Task<WireAnswer> SendAsync(WireRequest request) => WireAnswer.Parse(await SendRawAsync(request.ToBytes(), isCut: false));

    internal Task<WireAnswer> SendSignedAsync(WireRequest request, string service) => SendAsync(Signer.Sign(request, Key.Alice, service));

    /// <param name="isCut">Closes the connection for writing after the last byte, as a client that gives up does.</param>
    internal async Task<byte[]> SendRawAsync(byte[] bytes, bool isCut)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port, patience.Token);
        var stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(bytes, patience.Token);
            if (isCut) client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (IOException)
        {
            // Refused before all of it was sent; the answer is already here.
        }

        try
        {
            // The server may keep the connection for what it still expects; an answer ends where it says.
            var buffer = new byte[65_536];
            while (!WireAnswer.IsWhole(answer.ToArray()) && await stream.ReadAsync(buffer, patience.Token) is > 0 and var read) answer.Write(buffer, 0, read);
        }
        catch (IOException) when (answer.Length > 0 || isCut)
        {
            // Reset after the answer, since not all of the body was read; or instead of one, since we hung up first.
        }

        return answer.ToArray();
    }
}
