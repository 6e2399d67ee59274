using Slipway.Ecr.Lifecycle;
using Slipway.Ecr.Policies;
using Slipway.Registry.Creation;
using Slipway.Registry.Policies;
using Slipway.Wire;

namespace Slipway.Ecr.Templates;

/// <summary>The texts of policies in a template: checked when it is made, and bound when a repository is.</summary>
internal sealed class TemplatePolicies(PolicyTexts texts, IResourcePolicies policies) : IPolicyBinding
{
    /// <exception cref="AwsError">InvalidParameterException, in the words of the operations that set such a policy.</exception>
    public async ValueTask CheckAsync(string? repositoryPolicy, string? lifecyclePolicy, CancellationToken ct)
    {
        if (!string.IsNullOrEmpty(repositoryPolicy)) await texts.ReadForRepositoryAsync(repositoryPolicy, ct);
        if (!string.IsNullOrEmpty(lifecyclePolicy)) LifecyclePolicyText.Require(lifecyclePolicy);
    }

    public async ValueTask<AccessPolicy?> BindAsync(string text, CancellationToken ct) =>
        (await policies.ReadAsync(text, PolicyPlace.Repository, ct)).Document is { } document ? new(document.Text, document.Meaning) : null;

    public ValueTask<string> ShowAsync(AccessPolicy policy, CancellationToken ct) => texts.ShowAsync(policy, ct);
}
