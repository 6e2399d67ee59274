using System.Diagnostics;
using System.Net;

namespace Slipway.EndToEnd.Support;

/// <summary>CNCF distribution as Debian ships it, open to everybody on a port of its own.</summary>
public sealed class DockerRegistry : IAsyncDisposable
{
    private const string Program = "docker-registry";

    private readonly string folder = Directory.CreateTempSubdirectory("slipway-registry-").FullName;
    private readonly HttpClient http;
    private Process? process;

    public DockerRegistry()
    {
        Tool.Require(Program);
        Url = $"http://127.0.0.1:{ServerProgram.FreePort()}";
        http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(Url) };
    }

    public string Url { get; }

    public async Task StartAsync()
    {
        var configuration = Path.Combine(folder, "config.yml");
        await File.WriteAllTextAsync(configuration, $"""
            version: 0.1
            log:
              level: error
              accesslog:
                disabled: true
            storage:
              filesystem:
                rootdirectory: {folder}/data
            http:
              addr: {Url["http://".Length..]}

            """);
        var start = new ProcessStartInfo(Program, ["serve", configuration]) { RedirectStandardError = true };
        start.Environment["OTEL_TRACES_EXPORTER"] = "none";
        process = Process.Start(start)!;
        // Every blob that is asked for before it is pushed is an error to it.
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await IsAnsweringAsync()) await Task.Delay(20, patience.Token);
    }

    public async Task PushAsync(string repository, string tag, SmallImage image)
    {
        foreach (var blob in image.Layers.Append(image.Config))
        {
            using var opened = await http.PostAsync(new Uri($"/v2/{repository}/blobs/uploads/", UriKind.Relative), null);
            Assert.Equal(HttpStatusCode.Accepted, opened.StatusCode);
            var target = new Uri(Client.With(opened.Headers.Location!.ToString(), $"digest={Client.DigestOf(blob)}"), UriKind.RelativeOrAbsolute);
            using var done = await http.PutAsync(target, new ByteArrayContent(blob));
            Assert.Equal(HttpStatusCode.Created, done.StatusCode);
        }

        using var manifest = new ByteArrayContent(image.Manifest) { Headers = { ContentType = new(Client.ManifestType) } };
        using var put = await http.PutAsync(new Uri($"/v2/{repository}/manifests/{tag}", UriKind.Relative), manifest);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
    }

    public async Task StopAsync()
    {
        if (process is not { HasExited: false }) return;
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process?.Dispose();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> IsAnsweringAsync()
    {
        Assert.False(process!.HasExited, "The registry ended.");
        try
        {
            using var answer = await http.GetAsync(new Uri("/v2/", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
