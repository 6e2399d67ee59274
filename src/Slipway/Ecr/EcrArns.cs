using System.Diagnostics.CodeAnalysis;
using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr;

/// <summary>The resources of ECR as policies name them ("Resource types defined by Amazon ECR").</summary>
internal static class EcrArns
{
    private const string RepositoryPrefix = "repository/";

    public static string Repository(RegistryScope registry, RepositoryName name) =>
        $"arn:aws:ecr:{registry.Region}:{registry.Account}:{RepositoryPrefix}{name}";

    public static string Repository(Caller caller, string? registryId, RepositoryName name) =>
        Repository(EcrApi.ScopeOf(caller, registryId), name);

    /// <summary>What is demanded of a listing of a whole registry.</summary>
    public static string AnyRepository(RegistryScope registry) => $"arn:aws:ecr:{registry.Region}:{registry.Account}:{RepositoryPrefix}*";

    /// <summary>Only a repository of ECR in this region; the account may be another.</summary>
    public static bool TryParseRepository(string text, string region, [NotNullWhen(true)] out RegistryScope? registry, out RepositoryName name)
    {
        registry = null;
        name = default;
        return Arn.TryParse(text, out var arn) && arn.Region == region && TryReadRepository(arn, out registry, out name);
    }

    public static bool TryReadRepository(Arn arn, [NotNullWhen(true)] out RegistryScope? registry, out RepositoryName name)
    {
        name = default;
        return TryReadRegistry(arn, out registry) && RepositoryName.TryParse(arn.Resource[RepositoryPrefix.Length..], out name);
    }

    /// <summary>The registry of a repository, or of what stands for any.</summary>
    public static bool TryReadRegistry(Arn arn, [NotNullWhen(true)] out RegistryScope? registry)
    {
        registry = null;
        if (arn is not { Partition: "aws", Service: "ecr" } || arn.Account.Length != 12 || arn.Account.AsSpan().ContainsAnyExceptInRange('0', '9')) return false;
        if (!arn.Resource.StartsWith(RepositoryPrefix, StringComparison.Ordinal)) return false;
        registry = new(arn.Account, arn.Region);
        return true;
    }
}
