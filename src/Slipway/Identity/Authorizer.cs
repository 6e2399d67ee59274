using Slipway.Identity.Policies;
using Slipway.Wire;

namespace Slipway.Identity;

/// <summary>
/// Decides API calls and registry requests alike. An identity may do what its policies allow, in its own account; what
/// no policy allows is refused. Words: "Troubleshoot access denied error messages" in IAM's user guide.
/// </summary>
internal sealed class Authorizer(Identities identities) : IAuthorizer
{
    public async ValueTask<Verdict> DecideAsync(Caller caller, Access access, CancellationToken ct)
    {
        if (access.Demands.Count == 0) return Verdict.Allowed;
        var identity = await identities.FindByAccessKeyAsync(caller.Principal.AccessKeyId, ct);
        // The user's id, not its name: a new user of the same name inherits nothing.
        var isAdministrator = identity is { Key.IsActive: true }
            && identity.User.Id == caller.Principal.UserId
            && identity.Policies.Contains(AwsManagedPolicies.AdministratorAccess);

        foreach (var demand in access.Demands)
        {
            if (!isAdministrator) return Refuse(caller, demand, "identity-based");
            // What belongs to another account is that account's to give, by a policy on the resource.
            if (!IsOwn(demand.Resource, caller.Account)) return Refuse(caller, demand, "resource-based");
        }

        return Verdict.Allowed;
    }

    private static Verdict Refuse(Caller caller, Demand demand, string kindOfPolicy) => new(
        $"User: {caller.Principal.Arn} is not authorized to perform: {demand.Action} on resource: {demand.Resource} " +
        $"because no {kindOfPolicy} policy allows the {demand.Action} action");

    /// <summary><c>*</c>, and any ARN whose account is this one or left out.</summary>
    private static bool IsOwn(ReadOnlySpan<char> resource, string account)
    {
        for (var colons = 0; colons < 4; colons++)
        {
            var colon = resource.IndexOf(':');
            if (colon < 0) return true;
            resource = resource[(colon + 1)..];
        }

        var end = resource.IndexOf(':');
        return end <= 0 || resource[..end].SequenceEqual(account);
    }
}
