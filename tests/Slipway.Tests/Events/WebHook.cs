using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Slipway.Tests.Support;

namespace Slipway.Tests.Events;

/// <summary>A receiver of web hooks on this machine, which answers as it is told and remembers what it was sent.</summary>
internal sealed class WebHook : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<Received> received = new();
    private readonly SemaphoreSlim arrivals = new(0);
    private readonly Task loop;

    public WebHook()
    {
        Url = $"http://127.0.0.1:{FreePort()}/";
        listener.Prefixes.Add(Url);
        listener.Start();
        loop = ListenAsync();
    }

    public string Url { get; }

    /// <summary>The status of the answer to the n-th request, from 1.</summary>
    public Func<int, int> Answer { get; set; } = _ => 200;

    public IReadOnlyList<Received> All => [.. received];

    /// <summary>What comes next; waits for it.</summary>
    public async Task<Received> Next()
    {
        Assert.True(await arrivals.WaitAsync(Patience), "Nothing came.");
        return received.Last();
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await loop;
        listener.Close();
        arrivals.Dispose();
    }

    /// <summary>Makes a connection with an API key, a destination that sends here, and a rule with it as its target.</summary>
    /// <param name="target">Further members of the target.</param>
    public Task Follow(SlipwayApp app, string pattern, string target) => Follow(app, pattern, target, "us-east-1");

    public async Task Follow(SlipwayApp app, string pattern, string target, string region)
    {
        Task<AwsAnswer> Call(string operation, string json) => app.Json("events", $"AWSEvents.{operation}", json, AwsKey.Admin, region);
        var connection = (await Call("CreateConnection", """{"Name":"hook","AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"x-key","ApiKeyValue":"s3cret"}}}""")).Expect(HttpStatusCode.OK);
        var destination = (await Call("CreateApiDestination", $$"""{"Name":"hook","ConnectionArn":"{{connection["ConnectionArn"].GetString()}}","InvocationEndpoint":"{{Url}}in","HttpMethod":"POST"}""")).Expect(HttpStatusCode.OK);
        (await Call("PutRule", $$"""{"Name":"hook","EventPattern":{{System.Text.Json.JsonSerializer.Serialize(pattern)}}}""")).Expect(HttpStatusCode.OK);
        var put = (await Call("PutTargets", $$"""{"Rule":"hook","Targets":[{"Id":"one","Arn":"{{destination["ApiDestinationArn"].GetString()}}"{{target}}}]}""")).Expect(HttpStatusCode.OK);
        Assert.True(put["FailedEntryCount"].GetInt32() == 0, put.Body);
    }

    private async Task ListenAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception) when (!listener.IsListening)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            received.Enqueue(new(
                context.Request.HttpMethod, context.Request.RawUrl!, context.Request.Headers.AllKeys.ToDictionary(name => name!, name => context.Request.Headers[name]!, StringComparer.OrdinalIgnoreCase), body.ToArray()));
            context.Response.StatusCode = Answer(received.Count);
            context.Response.Close();
            arrivals.Release();
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
    {
        public string Text => Encoding.UTF8.GetString(Body);

        public System.Text.Json.JsonElement Json => System.Text.Json.JsonElement.Parse(Text);
    }
}
