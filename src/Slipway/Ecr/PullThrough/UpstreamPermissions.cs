using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.PullThrough;
using Slipway.Wire;

namespace Slipway.Ecr.PullThrough;

/// <summary>
/// Decides as the role of a rule, which must trust the service, and which the upstream's policies must let in from another
/// account ("Setting up permissions for cross-account ECR to ECR PTC").
/// </summary>
// Departs: of the actions that AWS's guide has the role and the upstream's policies allow, those that read are asked for: ecr:BatchGetImage and ecr:GetDownloadUrlForLayer.
internal sealed class UpstreamPermissions(IServiceRoles roles, IAuthorizer authorizer, IIdSource ids) : IUpstreamPermissions
{
    public const string Service = "pullthroughcache.ecr.amazonaws.com";

    public async ValueTask<string?> RefuseAsync(UpstreamRead read, CancellationToken ct)
    {
        var (upstream, action) = (read.Upstream, ActionOf(read.Part));
        var resource = ResourceOf(read);
        var access = Access.To(action, resource).ForEach(ImageTagKey.Name, read.Tag?.ToString()).WithRequestTags(read.NewTags);
        if (read.Role is { } role)
        {
            return await roles.MayAsync(Service, role, access, upstream.Region, ct)
                ? null
                : $"the role {role} cannot be assumed by {Service}, or is not authorized to perform {action} on {resource}";
        }

        // Within the account the service has a role of its own, which only a denial keeps from anything.
        if (read.Cache.Account != upstream.Account) return $"without a role, images of the account {upstream.Account} cannot be read";
        var root = new Principal(upstream.Account, $"arn:aws:iam::{upstream.Account}:root", upstream.Account, "") { Kind = PrincipalKind.Account };
        return (await authorizer.DecideAsync(new(root, upstream.Region, ids.NewId().ToString()) { IsSecureTransport = true }, access, ct)).Refusal;
    }

    public static string ResourceOf(UpstreamRead read) => $"arn:aws:ecr:{read.Upstream.Region}:{read.Upstream.Account}:repository/{read.Repository}";

    public static string ActionOf(UpstreamPart part) => part switch
    {
        UpstreamPart.Image or UpstreamPart.Referrers => "ecr:BatchGetImage",
        UpstreamPart.Layer => "ecr:GetDownloadUrlForLayer",
        UpstreamPart.Import => "ecr:BatchImportUpstreamImage",
        _ => "ecr:CreateRepository",
    };
}
