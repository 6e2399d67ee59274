using Slipway.Identity.Policies;
using Slipway.Kernel;

namespace Slipway.Iam.Attachments;

/// <summary>A managed policy that is attached (API_AttachedPolicy).</summary>
internal sealed record AttachedPolicy(string PolicyName, string PolicyArn)
{
    public static IReadOnlyList<AttachedPolicy> Of(IReadOnlyList<PolicyArn> policies) =>
        [.. policies.Select(policy => new AttachedPolicy(policy.Name, $"{policy}"))];

    /// <param name="policies">All that are attached, in the order of their keys.</param>
    public static Page<PolicyArn> PageOf(IReadOnlyList<PolicyArn> policies, string pathPrefix, AskedPage asked)
    {
        List<PolicyArn> rest =
        [
            .. policies.Where(policy => policy.Path.StartsWith(pathPrefix, StringComparison.Ordinal) && string.CompareOrdinal(policy.Key, asked.After) > 0),
        ];
        return new([.. rest.Take(asked.Limit)], rest.Count > asked.Limit);
    }
}
