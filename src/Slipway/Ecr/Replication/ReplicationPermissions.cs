using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Replication;
using Slipway.Wire;

namespace Slipway.Ecr.Replication;

/// <summary>Asks as the source's account, whom the destination's registry policy must allow ("Registry permissions", cross-account replication).</summary>
internal sealed class ReplicationPermissions(IAuthorizer authorizer, IIdSource ids) : IReplicationPermissions
{
    public async ValueTask<string?> RefuseAsync(
        ReplicationRoute route, RepositoryName repository, ImageTag? tag, IReadOnlyList<ReplicationRight> rights, CancellationToken ct)
    {
        var account = route.Source.Account;
        var root = new Principal(account, $"arn:aws:iam::{account}:root", account, "") { Kind = PrincipalKind.Account };
        var caller = new Caller(root, route.Destination.Region, ids.NewId().ToString());
        var access = Access.To(ReplicationActions.Of(rights[0]), EcrArns.Repository(route.Destination, repository)).ForEach(ImageTagKey.Name, tag?.ToString());
        foreach (var right in rights.Skip(1)) access.Also(ReplicationActions.Of(right));
        return (await authorizer.DecideAsync(caller, access, ct)).Refusal;
    }
}
