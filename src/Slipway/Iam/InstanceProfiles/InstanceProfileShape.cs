using Slipway.Iam.Roles;
using Slipway.Identity.InstanceProfiles;
using Slipway.Kernel;

namespace Slipway.Iam.InstanceProfiles;

/// <summary>An instance profile as clients see it (API_InstanceProfile).</summary>
internal sealed record InstanceProfileShape(
    string Path,
    string InstanceProfileName,
    string InstanceProfileId,
    string Arn,
    DateTimeOffset CreateDate,
    IReadOnlyList<RoleShape> Roles,
    IReadOnlyList<TagShape>? Tags);

/// <summary>Instance profiles on their way out.</summary>
internal sealed class InstanceProfileShapes(TrustPolicies trustPolicies)
{
    public async ValueTask<InstanceProfileShape> OfAsync(InstanceProfile profile, CancellationToken ct) =>
        await ListedAsync(profile, ct) with { Tags = TagShape.OrNull(profile.Tags) };

    public async ValueTask<IReadOnlyList<InstanceProfileShape>> ListedAsync(IReadOnlyList<InstanceProfile> profiles, CancellationToken ct)
    {
        List<InstanceProfileShape> shapes = [];
        foreach (var profile in profiles) shapes.Add(await ListedAsync(profile, ct));
        return shapes;
    }

    // In listings tags are left out.
    private async ValueTask<InstanceProfileShape> ListedAsync(InstanceProfile profile, CancellationToken ct) => new(
        profile.Path, profile.Name, profile.Id, profile.Arn, profile.CreatedAt.ToSeconds(),
        profile.Role is { } role ? [RoleShape.Named(role, await trustPolicies.ShowAsync(role, ct))] : [],
        Tags: null);
}
