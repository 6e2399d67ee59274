using System.Net.Http;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>Lets clients work, kills the server under them, looks at what it left behind, and starts it again.</summary>
internal sealed class Killing(ServerProgram server)
{
    public int Kills { get; private set; }

    /// <param name="work">One thing that a client does, again and again until the server dies under it.</param>
    /// <param name="until">Completes when the server is to be killed.</param>
    public async Task UnderAsync(int clients, Func<int, Task> work, Func<Task> until)
    {
        using var stop = new CancellationTokenSource();
        var working = Task.WhenAll(Enumerable.Range(0, clients).Select(number => WorkAsync(number, work, stop.Token)));
        await until();
        await server.KillAsync();
        Kills++;
        await stop.CancelAsync();
        await working;
        await VerifyAsync();
        await server.StartAsync();
    }

    public async Task VerifyAsync()
    {
        var verified = await server.CommandAsync("verify");
        Assert.True(verified.Code == 0, $"After kill {Kills}:\n{verified.Output}\n{verified.Errors}");
    }

    /// <summary>Asks until it is so, for at most a minute.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, int pauseInMilliseconds)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await isSo()) await Task.Delay(pauseInMilliseconds, bound.Token);
    }

    private static async Task WorkAsync(int number, Func<int, Task> work, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested) await work(number);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException)
        {
            // The server was killed under this request.
        }
    }
}
