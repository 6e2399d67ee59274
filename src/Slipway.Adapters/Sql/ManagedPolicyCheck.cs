using Slipway.Identity.Policies;

namespace Slipway.Adapters.Sql;

/// <summary>Whether there is a managed policy that something of an account may name.</summary>
internal static class ManagedPolicyCheck
{
    public static bool HasPolicy(this SqlSession sql, string account, string arn) =>
        AwsManagedPolicies.Find(arn) is not null
        || sql.On("select 1 from iam_policy where arn = @arn and account = @account").With("@arn", arn).With("@account", account).Any();
}
