using Slipway.Identity.Policies;
using Slipway.Wire;

namespace Slipway.Iam.Policies;

/// <summary>What a request means by the ARN of a policy.</summary>
internal static class PolicyReference
{
    /// <summary>Of every member <c>PolicyArn</c>.</summary>
    public const int ShortestArn = 20, LongestArn = 2048;

    /// <exception cref="AwsError">It is not the ARN of a policy.</exception>
    public static PolicyArn Parse(string arn) => PolicyArn.TryParse(arn, out var policy) ? policy : throw IamErrors.InvalidArn(arn);

    /// <summary>A policy that the caller's account can see: its own, or one of AWS's.</summary>
    /// <exception cref="AwsError">It is another's, or not the ARN of a policy.</exception>
    public static PolicyArn RequireVisible(Caller caller, string arn) =>
        Parse(arn) is var policy && (policy.IsAws || policy.Account == caller.Account) ? policy : throw IamErrors.PolicyNotFound(arn);

    /// <summary>A policy that the caller's account can change: its own.</summary>
    /// <exception cref="AwsError">It is AWS's or another's, or not the ARN of a policy.</exception>
    public static void RequireOwn(Caller caller, string arn)
    {
        if (Parse(arn).Account != caller.Account) throw IamErrors.ForeignPolicy();
    }
}
