using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Server;
using Slipway.Server.Logging;

namespace Slipway.Tests.Support;

/// <summary>
/// The whole server in this process, on a port and a data folder of its own, with a clock that the test moves. The folder is
/// as a first start leaves it (<see cref="StartedFolder"/>). The server starts at the first request. A test sends what a client
/// sends and reads what a client reads.
/// </summary>
internal sealed class SlipwayApp : IAsyncDisposable
{
    public const string Account = "000000000000", Region = "us-east-1";

    private readonly Dictionary<string, string> settings;
    private readonly LogCapture log = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false }) { Timeout = TimeSpan.FromMinutes(2) };
    private readonly SemaphoreSlim starting = new(1);
    private Running? running;
    private string? token;

    public SlipwayApp()
        : this([])
    {
    }

    /// <param name="settings">Settings that differ from the tests' usual ones.</param>
    public SlipwayApp(Dictionary<string, string> settings)
    {
        DataFolder = Directory.CreateTempSubdirectory("slipway-test-").FullName;
        StartedFolder.Only.CopyTo(DataFolder);
        this.settings = SettingsOf(DataFolder);
        foreach (var (name, value) in settings) this.settings[name] = value;
    }

    /// <summary>The tests' usual settings.</summary>
    internal static Dictionary<string, string> SettingsOf(string folder) => new()
    {
        ["SLIPWAY_URLS"] = "http://127.0.0.1:0",
        ["SLIPWAY_DATA"] = folder,
        ["SLIPWAY_ADMIN_ACCESS_KEY_ID"] = AwsKey.Admin.AccessKeyId,
        ["SLIPWAY_ADMIN_SECRET_ACCESS_KEY"] = AwsKey.Admin.SecretAccessKey,
        ["SLIPWAY_STOP_TIMEOUT"] = "5s",
        // Tests guess tokens and signatures by the hundred.
        ["SLIPWAY_LOGIN_DELAY"] = "0s",
        // A password hashed in earnest takes a fifth of a second; PasswordHashesTests have it so.
        ["SLIPWAY_PASSWORD_COST"] = "10000",
    };

    public FakeClock Clock { get; } = new();

    public SequenceIds Ids { get; } = new(StartedFolder.Only.Ids);

    public string DataFolder { get; }

    /// <summary>What the server has logged so far.</summary>
    public string Log => log.Text;

    /// <summary>What the container of the server holds; for use cases without a front door, such as a worker's pass.</summary>
    public async Task<T> Get<T>()
        where T : notnull => (await StartedAsync()).Server.Services.GetRequiredService<T>();

    /// <summary>Host and port, as registry clients name it.</summary>
    public async Task<string> Host() => (await StartedAsync()).Server.RegistryHost;

    public async Task<Uri> Url() => (await StartedAsync()).Url;

    /// <summary>Stops the server as a signal would, and starts it again on the same data.</summary>
    public async Task Restart()
    {
        await StopAsync();
        await StartedAsync();
    }

    public async Task StopAsync()
    {
        if (running is null) return;
        await running.DisposeAsync();
        running = null;
    }

    /// <summary>Sends a request as it is; relative addresses are the server's.</summary>
    public async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        request.RequestUri = new Uri(await Url(), request.RequestUri!);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>A registry request with the admin's token; see <see cref="RegistryRequests"/> for shorter forms.</summary>
    public async Task<HttpResponseMessage> Registry(HttpRequestMessage request)
    {
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:{await Token()}")));
        return await Send(request);
    }

    /// <summary>Of the registry that registry clients speak to.</summary>
    public string RegistryRegion { get; init; } = Region;

    /// <summary>The admin's password for registry clients, from GetAuthorizationToken.</summary>
    public async Task<string> Token()
    {
        if (token is not null) return token;
        var answer = (await this.Ecr("GetAuthorizationToken", "{}", AwsKey.Admin, RegistryRegion)).Expect(HttpStatusCode.OK);
        var pair = Encoding.UTF8.GetString(answer["authorizationData.0.authorizationToken"].GetBytesFromBase64());
        return token = pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>Forgets the token, so that the next registry request fetches another.</summary>
    public void Logout() => token = null;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        http.Dispose();
        starting.Dispose();
        Directory.Delete(DataFolder, recursive: true);
    }

    private async Task<Running> StartedAsync()
    {
        if (running is not null) return running;
        await starting.WaitAsync();
        try
        {
            return running ??= await Running.StartAsync(SlipwayOptions.Load(settings.GetValueOrDefault), log, this);
        }
        finally
        {
            starting.Release();
        }
    }

    private sealed record Running(SlipwayServer Server, LogSink Sink, Uri Url) : IAsyncDisposable
    {
        public static async Task<Running> StartAsync(SlipwayOptions options, Stream log, SlipwayApp app)
        {
            var sink = new LogSink(options.LogFormat, log);
            try
            {
                var server = await SlipwayServer.StartAsync(new(options, sink, app.Clock, app.Ids), CancellationToken.None);
                return new(server, sink, new(server.Addresses[0].ToString()));
            }
            catch
            {
                sink.Dispose();
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            Sink.Dispose();
        }
    }
}
