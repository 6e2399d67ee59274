using Slipway.Registry.Journal;

namespace Slipway.Tests.Support;

/// <summary>The journal as one follower sees it.</summary>
internal static class JournalReading
{
    public static async ValueTask<IReadOnlyList<RegistryChange>> ReadAsync(this IChangeJournal journal, string follower, int limit, CancellationToken ct) =>
        await journal.ReadAsync(await journal.BeginAsync(follower, ct), limit, ct);
}
