using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>A web hook as its user writes it: checks the signature of what comes, and remembers it.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task answering;

    public HookReceiver()
    {
        listener.Prefixes.Add(Url);
        listener.Start();
        answering = Task.Run(AnswerAsync);
    }

    public string Url { get; } = $"http://127.0.0.1:{ServerProgram.FreePort()}/";

    /// <summary>The connection's.</summary>
    public string Key { get; set; } = "";

    /// <summary>What it answers next.</summary>
    public Func<HttpStatusCode> Answer { get; set; } = () => HttpStatusCode.OK;

    /// <summary>How often an event was taken, by its id.</summary>
    public ConcurrentDictionary<string, int> Taken { get; } = [];

    /// <summary>Requests whose signature was wrong; must stay empty.</summary>
    public ConcurrentBag<string> Forged { get; } = [];

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await answering;
    }

    private async Task AnswerAsync()
    {
        while (true)
        {
            try
            {
                await AnswerOneAsync(await listener.GetContextAsync());
            }
            catch (Exception over) when (over is ObjectDisposedException || !listener.IsListening)
            {
                return;
            }
            catch (Exception cut) when (cut is HttpListenerException or IOException)
            {
                // The server was killed in the middle of its request.
            }
        }
    }

    private async Task AnswerOneAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var id = context.Request.Headers["x-slipway-event-id"]!;
        if (!IsGenuine(context.Request.Headers["x-slipway-signature"] ?? "", body.ToArray())) Forged.Add(id);
        var status = Answer();
        // It is taken whether or not the server still hears so.
        if (status is HttpStatusCode.OK) Taken.AddOrUpdate(id, 1, (_, times) => times + 1);
        context.Response.StatusCode = (int)status;
        context.Response.Close();
    }

    private bool IsGenuine(string header, byte[] body)
    {
        var parts = header.Split(',').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1]);
        if (!parts.TryGetValue("t", out var time) || !parts.TryGetValue("v1", out var signature)) return false;
        var wanted = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), (byte[])[.. Encoding.UTF8.GetBytes($"{time}."), .. body]));
        var age = TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(time, CultureInfo.InvariantCulture));
        return signature == wanted && age.Duration() < TimeSpan.FromMinutes(5);
    }
}
