using Slipway.Registry.Remotes;

namespace Slipway.Registry.PullThrough;

/// <summary>What upstreams said refers to images, in memory that does not grow past a bound.</summary>
internal sealed class KnownReferrers
{
    private const int MostImages = 10_000;
    private const long MostCharacters = 16 << 20;

    private readonly Dictionary<(long RepositoryId, Digest Subject), KnownAnswer> known = [];
    private readonly Lock changing = new();
    private long characters;

    /// <returns>null as well when it was asked by another rule, or by the rule as it was before a change.</returns>
    public KnownAnswer? Find(long repositoryId, Digest subject, PullThroughRule rule)
    {
        lock (changing) return known.TryGetValue((repositoryId, subject), out var answer) && answer.Rule == rule ? answer : null;
    }

    public void Keep(long repositoryId, Digest subject, KnownAnswer answer)
    {
        lock (changing)
        {
            if (known.Remove((repositoryId, subject), out var before)) characters -= before.Cost;
            if (known.Count >= MostImages || characters + answer.Cost > MostCharacters)
            {
                known.Clear();
                characters = 0;
            }

            known[(repositoryId, subject)] = answer;
            characters += answer.Cost;
        }
    }
}

/// <param name="Found">null when the upstream has never answered.</param>
/// <param name="Failure">Why it did not the last time; null when it did.</param>
/// <param name="Due">When it is asked again.</param>
internal sealed record KnownAnswer(PullThroughRule Rule, IReadOnlyList<Referrer>? Found, RemoteFailureException? Failure, DateTimeOffset Due)
{
    public long Cost { get; } = Found?.Sum(GatheredReferrers.CostOf) ?? 0;
}
