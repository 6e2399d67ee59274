using Slipway.Iam.Policies;
using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;

namespace Slipway.Iam.InlinePolicies;

/// <summary>What inline policies are for users, groups and roles alike.</summary>
internal static class InlinePolicyRules
{
    /// <exception cref="AwsError">MalformedPolicyDocument, or LimitExceeded: all of a principal's inline policies share one limit.</exception>
    public static async ValueTask PutAsync(this IInlinePolicyStore policies, PolicyHolder holder, IamName name, string document, CancellationToken ct)
    {
        IdentityPolicy.Check(document);
        if (!await policies.PutAsync(holder.Id, new($"{name}", document), CheckSize, ct)) throw IamErrors.NotFound(holder.Kind, holder.Name);

        void CheckSize(IReadOnlyList<InlinePolicy> all)
        {
            if (all.Sum(policy => PolicyDocumentText.SizeOf(policy.Document)) > holder.InlineSize)
                throw IamErrors.InlinePoliciesTooLarge(holder.Kind, holder.Name, holder.InlineSize);
        }
    }

    /// <exception cref="AwsError">NoSuchEntity.</exception>
    public static async ValueTask<InlinePolicy> RequireAsync(this IInlinePolicyStore policies, PolicyHolder holder, IamName name, CancellationToken ct) =>
        await policies.FindAsync(holder.Id, $"{name}", ct) ?? throw NotFound(holder, name);

    /// <exception cref="AwsError">NoSuchEntity.</exception>
    public static async ValueTask DeleteAsync(this IInlinePolicyStore policies, PolicyHolder holder, IamName name, CancellationToken ct)
    {
        if (!await policies.DeleteAsync(holder.Id, $"{name}", ct)) throw NotFound(holder, name);
    }

    private static AwsError NotFound(PolicyHolder holder, IamName name) => IamErrors.NotFound($"{holder.Kind} policy", $"{name}");
}
