namespace Slipway.SecretsManager;

/// <summary>What happens to the versions of a secret when one is added, or a label moves ("What's in a Secrets Manager secret?"). Pure.</summary>
internal static class SecretStages
{
    public const string Current = "AWSCURRENT", Previous = "AWSPREVIOUS";

    public const int MostLabels = 20;

    // A version without a label is kept for this long and, beyond it, while it is among so many.
    private const int MostDeprecated = 100;

    // However fast they come.
    private const int MostVersions = 1000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    /// <summary>
    /// Adds a version and gives it labels. The same version a second time changes nothing.
    /// </summary>
    /// <exception cref="Wire.AwsError">The id belongs to another value, or there are too many.</exception>
    public static Secret Add(Secret secret, SecretVersion version, IReadOnlyList<string> stages, DateTimeOffset now)
    {
        if (secret.Version(version.Id) is { } present)
            return present.Fingerprint.AsSpan().SequenceEqual(version.Fingerprint) ? secret : throw SecretsManagerErrors.TokenInUse(version.Id, secret.Arn);
        var kept = Without(secret.Versions, now);
        if (kept.Count >= MostVersions) throw SecretsManagerErrors.TooManyVersions();
        var grown = secret with { Versions = [.. kept, version], ChangedAt = now };
        return stages.Aggregate(grown, (state, stage) => Move(state, stage, version.Id));
    }

    /// <summary>Moves a label to a version, and off the one that had it; null takes it off. What was current becomes the previous one.</summary>
    public static Secret Move(Secret secret, string stage, string? to)
    {
        var from = secret.Staged(stage)?.Id;
        if (from == to) return secret;
        var moved = Placed(secret, stage, to);
        return stage == Current && from is not null && to is not null ? Placed(moved, Previous, from) : moved;
    }

    private static Secret Placed(Secret secret, string stage, string? to) => secret with
    {
        Versions = [.. secret.Versions.Select(version => version.Id == to
            ? version.Stages.Contains(stage) ? version : Labelled(version, [.. version.Stages, stage])
            : version.Stages.Contains(stage) ? version with { Stages = [.. version.Stages.Where(each => each != stage)] } : version)],
    };

    private static SecretVersion Labelled(SecretVersion version, IReadOnlyList<string> stages) =>
        stages.Count <= MostLabels ? version with { Stages = stages } : throw SecretsManagerErrors.TooManyLabels();

    private static List<SecretVersion> Without(IReadOnlyList<SecretVersion> versions, DateTimeOffset now)
    {
        var excess = versions.Count(version => version.Stages.Count == 0) - MostDeprecated;
        return [.. versions.Where(version => version.Stages.Count > 0 || now - version.CreatedAt < KeptFor || excess-- <= 0)];
    }
}
