using Slipway.Registry.PullThrough;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.PullThrough;

/// <summary>The words of API_CreatePullThroughCacheRule's <c>upstreamRegistry</c>.</summary>
internal enum UpstreamRegistry
{
    [Wire("ecr")]
    Ecr,

    [Wire("ecr-public")]
    EcrPublic,

    [Wire("quay")]
    Quay,

    [Wire("k8s")]
    K8s,

    [Wire("docker-hub")]
    DockerHub,

    [Wire("github-container-registry")]
    GithubContainerRegistry,

    [Wire("azure-container-registry")]
    AzureContainerRegistry,

    [Wire("gitlab-container-registry")]
    GitlabContainerRegistry,

    [Wire("chainguard")]
    Chainguard,
}

/// <summary>Which registry an address is ("Creating a pull through cache rule").</summary>
internal static class UpstreamKinds
{
    /// <returns>null for a registry beyond ECR's list.</returns>
    public static UpstreamKind? Of(Uri endpoint) => endpoint.Host.ToLowerInvariant() switch
    {
        "public.ecr.aws" => UpstreamKind.EcrPublic,
        "registry.k8s.io" => UpstreamKind.K8s,
        "quay.io" => UpstreamKind.Quay,
        "registry-1.docker.io" => UpstreamKind.DockerHub,
        "ghcr.io" => UpstreamKind.GithubContainerRegistry,
        "registry.gitlab.com" => UpstreamKind.GitlabContainerRegistry,
        "cgr.dev" => UpstreamKind.Chainguard,
        var host when host.EndsWith(".azurecr.io", StringComparison.Ordinal) => UpstreamKind.AzureContainerRegistry,
        var host when host.Contains(".dkr.ecr.", StringComparison.Ordinal) => UpstreamKind.Ecr,
        _ => null,
    };

    /// <summary>Those that serve nobody without credentials.</summary>
    public static bool NeedsCredentials(UpstreamKind? kind) => kind is UpstreamKind.DockerHub or UpstreamKind.GithubContainerRegistry
        or UpstreamKind.GitlabContainerRegistry or UpstreamKind.AzureContainerRegistry or UpstreamKind.Chainguard or UpstreamKind.Ecr;

    public static UpstreamRegistry? Word(UpstreamKind? kind) => kind is { } known ? Enum.Parse<UpstreamRegistry>(known.ToString()) : null;

    public static UpstreamKind? Kind(UpstreamRegistry? word) => word is { } known ? Enum.Parse<UpstreamKind>(known.ToString()) : null;
}
