using System.Text;
using Slipway.Registry.Policies;
using Slipway.Wire;

namespace Slipway.Ecr.Policies;

/// <summary>The member <c>policyText</c> on its way in, checked and bound to whom it names, and out again.</summary>
internal sealed class PolicyTexts(IResourcePolicies policies)
{
    /// <summary>Bytes of UTF-8 ("Amazon ECR service quotas"); the model counts characters.</summary>
    public const int MaxLength = 10_240;

    /// <exception cref="AwsError">InvalidParameterException, also for a user or role that is not there.</exception>
    public ValueTask<AccessPolicy> ReadForRepositoryAsync(string text, CancellationToken ct) =>
        ReadAsync(text, PolicyPlace.Repository, PolicyErrors.InvalidRepositoryPolicy, ct);

    /// <inheritdoc cref="ReadForRepositoryAsync"/>
    public ValueTask<AccessPolicy> ReadForRegistryAsync(string text, CancellationToken ct) =>
        ReadAsync(text, PolicyPlace.Registry, PolicyErrors.InvalidRegistryPolicy, ct);

    public ValueTask<string> ShowAsync(AccessPolicy policy, CancellationToken ct) => policies.ShowAsync(new(policy.Text, policy.Meaning), ct);

    private async ValueTask<AccessPolicy> ReadAsync(string text, PolicyPlace place, Func<AwsError> refusal, CancellationToken ct)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxLength) throw PolicyErrors.TooLarge(MaxLength);
        var reading = await policies.ReadAsync(text, place, ct);
        return reading.Document is { } document && PolicyActions.AreOfEcr(text) ? new(document.Text, document.Meaning) : throw refusal();
    }
}
