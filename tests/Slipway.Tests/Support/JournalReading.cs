using Slipway.Registry.Journal;

namespace Slipway.Tests.Support;

/// <summary>The journal as one follower sees it.</summary>
internal static class JournalReading
{
    public static async ValueTask<IReadOnlyList<RegistryChange>> ReadAsync(this IChangeJournal journal, string follower, int limit, CancellationToken ct) =>
        await journal.ReadAsync(await journal.BeginAsync(follower, ct), limit, ct);

    /// <summary>Waits until a follower has looked at everything that has happened by now.</summary>
    public static async Task Followed(this SlipwayApp app, string follower)
    {
        var journal = await app.Get<IChangeJournal>();
        while ((await journal.ReadAsync(follower, 1, TestContext.Current.CancellationToken)).Count > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
