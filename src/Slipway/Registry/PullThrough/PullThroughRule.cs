namespace Slipway.Registry.PullThrough;

/// <summary>
/// Repositories whose names begin with a prefix are filled from another registry (API_PullThroughCacheRule).
/// </summary>
/// <param name="Prefix">Without the slash that follows it; <see cref="Root"/> for every name.</param>
/// <param name="UpstreamUrl">As it was given.</param>
/// <param name="Kind">One of ECR's list; null for any other registry.</param>
/// <param name="UpstreamPrefix">What the prefix stands for there; <see cref="Root"/>, or null when none was named, for nothing.</param>
/// <param name="CredentialArn">Of a secret; null for registries that serve everybody.</param>
public sealed record PullThroughRule(
    string Prefix,
    string UpstreamUrl,
    UpstreamKind? Kind,
    string? UpstreamPrefix,
    string? CredentialArn,
    string? CustomRoleArn,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public const string Root = "ROOT";

    /// <summary>Of one registry: ECR's quota.</summary>
    public const int Most = 50;

    /// <summary>Without a scheme, TLS is meant.</summary>
    public Uri Endpoint => new(UpstreamUrl.Contains("://", StringComparison.Ordinal) ? UpstreamUrl : $"https://{UpstreamUrl}");

    /// <summary>The name of a repository at the upstream; null where the rule is not for it.</summary>
    public string? UpstreamNameOf(RepositoryName name)
    {
        var text = name.ToString();
        if (Prefix == Root) return text;
        if (text.Length <= Prefix.Length + 1 || text[Prefix.Length] != '/' || !text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var rest = text[(Prefix.Length + 1)..];
        return UpstreamPrefix is null or Root ? rest : $"{UpstreamPrefix}/{rest}";
    }
}

/// <summary>The registries of ECR's list (API_CreatePullThroughCacheRule, <c>upstreamRegistry</c>).</summary>
public enum UpstreamKind
{
    Ecr,
    EcrPublic,
    Quay,
    K8s,
    DockerHub,
    GithubContainerRegistry,
    AzureContainerRegistry,
    GitlabContainerRegistry,
    Chainguard,
}
