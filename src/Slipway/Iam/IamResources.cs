using Slipway.Identity;
using Slipway.Identity.Groups;
using Slipway.Identity.InstanceProfiles;
using Slipway.Identity.MfaDevices;
using Slipway.Identity.Policies;
using Slipway.Identity.Providers;
using Slipway.Identity.Roles;
using Slipway.Identity.Users;
using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Iam;

/// <summary>
/// What policies may ask about the resources of IAM: their ARNs with their paths, tags, permissions boundaries, and who may
/// assume a role. One indexed read each.
/// </summary>
internal sealed class IamResources(
    IUserStore users,
    IGroupStore groups,
    IRoleStore roles,
    IInstanceProfileStore profiles,
    IPolicyStore policies,
    IMfaDeviceStore devices,
    IOpenIdConnectProviderStore openIdProviders,
    ISamlProviderStore samlProviders) : IResourceLookup
{
    public string Service => "iam";

    public async ValueTask<ResourceFacts?> FindAsync(Arn resource, CancellationToken ct)
    {
        var steps = resource.Resource.Split('/');
        var kind = steps[0];
        if (steps.Length < 2) return null;
        var facts = kind switch
        {
            "policy" => await policies.FindAsync(resource.ToString(), ct) is { } policy ? Of(policy.Arn, policy.Tags) : null,
            "mfa" => await devices.FindAsync(resource.ToString(), ct) is { } device ? Of(device.SerialNumber, device.Tags) : null,
            "oidc-provider" => await openIdProviders.FindAsync(resource.ToString(), ct) is { } provider ? Of(provider.Arn, provider.Tags) : null,
            "saml-provider" => await samlProviders.FindAsync(resource.ToString(), ct) is { } provider ? Of(provider.Arn, provider.Tags) : null,
            _ => IamName.TryParse(steps[^1], out var name) ? await FindAsync(kind, resource.Account, name, ct) : null,
        };
        // Named without its path, or with the one that it has; with another path it is another resource.
        return facts is not null && (steps.Length == 2 || facts.Arn == resource.ToString()) ? facts : null;
    }

    private async ValueTask<ResourceFacts?> FindAsync(string kind, string account, IamName name, CancellationToken ct) => kind switch
    {
        "user" => await users.FindAsync(account, name, ct) is { } user ? Of(user.Arn, user.Tags) with { Conditions = Boundary(user.BoundaryArn) } : null,
        "group" => await groups.FindAsync(account, name, ct) is { } group ? new(group.Arn) : null,
        "role" => await roles.FindAsync(account, name, ct) is { } role ? Of(role) : null,
        "instance-profile" => await profiles.FindAsync(account, name, ct) is { } profile ? Of(profile.Arn, profile.Tags) : null,
        _ => null,
    };

    private static ResourceFacts Of(Role role) => Of(role.Arn, role.Tags) with
    {
        Conditions = Boundary(role.BoundaryArn),
        Policies = [new($"trust policy of {role.Name}", role.TrustPolicy.Meaning) { IsTrust = true }],
    };

    private static ResourceFacts Of(string arn, TagSet tags) => new(arn) { Tags = tags };

    private static IReadOnlyList<KeyValuePair<string, string>> Boundary(string? arn) => arn is null ? [] : [new("iam:PermissionsBoundary", arn)];
}
