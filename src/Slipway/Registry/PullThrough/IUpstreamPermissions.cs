using Slipway.Kernel;

namespace Slipway.Registry.PullThrough;

/// <summary>Whether a registry of this server lets another one of it take its images: asked each time anew.</summary>
public interface IUpstreamPermissions
{
    /// <returns>Why not; null when it does.</returns>
    ValueTask<string?> RefuseAsync(UpstreamRead read, CancellationToken ct);
}

/// <summary>What is to be read for a pull-through cache.</summary>
/// <param name="Cache">The registry that it is for.</param>
/// <param name="Role">The role of the rule; null for the service's own, which reads within its account alone.</param>
/// <param name="Upstream">The registry that it lies in.</param>
/// <param name="Repository">A name, or what stands for many: <c>team/*</c>.</param>
/// <param name="Tag">null where none was named.</param>
public sealed record UpstreamRead(RegistryScope Cache, string? Role, RegistryScope Upstream, string Repository, UpstreamPart Part, ImageTag? Tag)
{
    /// <summary>With <see cref="UpstreamPart.Repository"/>: the resource tags that it would get.</summary>
    public TagSet? NewTags { get; init; }
}

public enum UpstreamPart
{
    Image,
    Layer,

    /// <summary>What refers to an image, which whoever may have the image may know.</summary>
    Referrers,

    /// <summary>To have it fetched, where the upstream is a cache itself.</summary>
    Import,

    /// <summary>To have a repository made for it, where the upstream is a cache itself.</summary>
    Repository,
}
