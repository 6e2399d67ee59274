using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Slipway.Tests.Support;

/// <summary>A registry on this machine that does what a test tells it to, however wrong that is.</summary>
internal sealed class OddRegistry : IAsyncDisposable
{
    private readonly WebApplication app;

    private OddRegistry()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    public string Url { get; private set; } = "";

    /// <summary>The same server by another name.</summary>
    public string OtherUrl => Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    /// <summary>Every request so far: verb, path and query.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The Authorization headers, in the same order; empty where there was none.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>Answers by path; everything else is not found.</summary>
    public ConcurrentDictionary<string, RequestDelegate> Answers { get; } = new();

    public static async Task<OddRegistry> StartAsync()
    {
        var registry = new OddRegistry();
        await registry.app.StartAsync();
        registry.Url = registry.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return registry;
    }

    public int Count(string request) => Requests.Count(each => each == request);

    /// <summary>Serves an image of one layer under a tag and its digest.</summary>
    /// <returns>The manifest's digest.</returns>
    public string Serve(string repository, string tag, byte[] config, byte[] layer)
    {
        var manifest = RegistryRequests.Bytes(
            $$"""{"schemaVersion":2,"mediaType":"{{RegistryRequests.OciManifest}}","config":{"mediaType":"{{RegistryRequests.OciConfig}}","digest":"{{RegistryRequests.DigestOf(config)}}","size":{{config.Length}} },"layers":[{"mediaType":"{{RegistryRequests.OciLayer}}","digest":"{{RegistryRequests.DigestOf(layer)}}","size":{{layer.Length}} }]}""");
        ServeBlob(repository, config);
        ServeBlob(repository, layer);
        return ServeManifest(repository, tag, manifest, RegistryRequests.OciManifest);
    }

    public string ServeManifest(string repository, string tag, byte[] manifest, string type)
    {
        var digest = RegistryRequests.DigestOf(manifest);
        foreach (var reference in new[] { tag, digest })
        {
            Answers[$"/v2/{repository}/manifests/{reference}"] = async http =>
            {
                http.Response.ContentType = type;
                http.Response.Headers["Docker-Content-Digest"] = digest;
                http.Response.ContentLength = manifest.Length;
                if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(manifest);
            };
        }

        return digest;
    }

    public void ServeBlob(string repository, byte[] content) => Answers[$"/v2/{repository}/blobs/{RegistryRequests.DigestOf(content)}"] = http => Bytes(http, content);

    /// <summary>Sends the first thousand bytes at once, and the others when it is told to.</summary>
    public void Hold(string path, byte[] content, Task rest) => Answers[path] = async http =>
    {
        var ct = TestContext.Current.CancellationToken;
        http.Response.ContentLength = content.Length;
        await http.Response.Body.WriteAsync(content.AsMemory(0, 1000), ct);
        await http.Response.Body.FlushAsync(ct);
        await rest;
        await http.Response.Body.WriteAsync(content.AsMemory(1000), ct);
    };

    public static async Task Bytes(HttpContext http, byte[] content)
    {
        http.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(content);
    }

    public static RequestDelegate Status(int status) => http =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext http)
    {
        Requests.Enqueue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}");
        Authorizations.Enqueue(http.Request.Headers.Authorization.ToString());
        return Answers.TryGetValue(http.Request.Path, out var answer) ? answer(http) : Status(404)(http);
    }
}
