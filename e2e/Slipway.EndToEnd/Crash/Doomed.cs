using System.Collections.Concurrent;
using System.Net;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>Things of one kind that are deleted with a waiting period, as their user sees them.</summary>
internal abstract class Doomed(Client client)
{
    private readonly ConcurrentBag<string> names = [];

    public IReadOnlyCollection<string> Names => names;

    /// <summary>Those whose waiting period is over.</summary>
    public HashSet<string> Due { get; private set; } = [];

    /// <summary>What is over, but still there, can be brought back.</summary>
    public virtual bool CanBeSaved => true;

    protected Client Client => client;

    /// <summary>Of their rows: table, column of the end of the waiting period, column of the name.</summary>
    protected abstract (string Table, string Column, string Key) Row { get; }

    public async Task MakeAsync(int count)
    {
        await BeginAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) => names.Add(await MakeOneAsync(number)));
    }

    /// <param name="isAgain">It may have been deleted already, by a request that was cut off.</param>
    public abstract Task DeleteAsync(string name, bool isAgain);

    public abstract Task<HashSet<string>> ListAsync();

    /// <summary>Brings one back and checks that it is whole.</summary>
    public abstract Task RestoreAsync(string name);

    /// <summary>It can neither be described nor brought back.</summary>
    public abstract Task IsGoneAsync(string name);

    /// <summary>The waiting period of every other one ends; the server must be down.</summary>
    public async Task AgeAsync(ServerProgram server)
    {
        Due = [.. names.Where((_, place) => place % 2 == 0)];
        await Ageing.EndAsync(server, Row.Table, Row.Column, Row.Key, Due);
    }

    protected virtual Task BeginAsync() => Task.CompletedTask;

    /// <returns>Its name.</returns>
    protected abstract Task<string> MakeOneAsync(int number);

    /// <summary>The names of all pages of a listing.</summary>
    /// <param name="parameters">Within the braces.</param>
    /// <param name="list">The members: list, name of an item, token of the next page, and where to send it.</param>
    protected async Task<HashSet<string>> ListAsync(string service, string operation, string parameters, (string Items, string Name, string NextOut, string NextIn) list)
    {
        HashSet<string> found = [];
        for (string? token = ""; token is not null;)
        {
            var page = await client.Call(service, operation, token.Length == 0 ? $"{{{parameters}}}" : $"{{{parameters},\"{list.NextIn}\":\"{token}\"}}");
            found.UnionWith(page.GetProperty(list.Items).EnumerateArray().Select(item => item.GetProperty(list.Name).GetString()!));
            token = page.TryGetProperty(list.NextOut, out var next) ? next.GetString() : null;
        }

        return found;
    }

    protected async Task RefusesAsync(string service, string operation, string json, string error)
    {
        var (status, body) = await client.TryCall(service, operation, json);
        Assert.True(status == HttpStatusCode.BadRequest && body.Contains(error, StringComparison.Ordinal), $"{operation} {json}: {status} {body}");
    }

    /// <summary>Succeeds, or has done so before.</summary>
    protected async Task DeleteAsync(string service, string operation, string json, bool isAgain)
    {
        var (status, body) = await client.TryCall(service, operation, json);
        Assert.True(status == HttpStatusCode.OK || (isAgain && status == HttpStatusCode.BadRequest), $"{operation} {json}: {status} {body}");
    }
}
