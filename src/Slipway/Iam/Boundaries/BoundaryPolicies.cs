using Slipway.Iam.Policies;
using Slipway.Identity.Boundaries;
using Slipway.Wire;

namespace Slipway.Iam.Boundaries;

/// <summary>Sets the permissions boundary of a user or role.</summary>
internal static class BoundaryPolicies
{
    /// <param name="kind"><c>user</c> or <c>role</c>.</param>
    /// <exception cref="AwsError">ValidationError, PolicyNotAttachable, NoSuchEntity.</exception>
    public static async ValueTask PutAsync(this IBoundaryStore boundaries, string kind, string id, string name, string policyArn, CancellationToken ct)
    {
        if (PolicyReference.Parse(policyArn).IsForServices) throw IamErrors.ServiceRolePolicy();
        switch (await boundaries.SetAsync(id, policyArn, ct))
        {
            case BoundaryChange.NoSuchPolicy: throw IamErrors.NoSuchBoundary(policyArn);
            case BoundaryChange.NoSuchPrincipal: throw IamErrors.NotFound(kind, name);
        }
    }
}
