using Slipway.Registry.Journal;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>The journal as one follower sees it.</summary>
internal static class JournalReading
{
    public static async ValueTask<IReadOnlyList<RegistryChange>> ReadAsync(this IChangeJournal journal, string follower, int limit, CancellationToken ct) =>
        await journal.ReadAsync(await journal.BeginAsync(follower, ct), limit, ct);

    public static ValueTask AdvanceAsync(this IChangeJournal journal, string follower, long position, CancellationToken ct) =>
        journal.AdvanceAsync(new Dictionary<string, long> { [follower] = position }, ct);
}
