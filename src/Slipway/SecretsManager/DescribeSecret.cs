using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

internal sealed record DescribeSecretRequest([Length(1, 2048)] string SecretId);

internal sealed record DescribeSecretResponse(
    [Wire("ARN")] string Arn,
    string Name,
    string? Description,
    string? KmsKeyId,
    DateTimeOffset LastChangedDate,
    DateTimeOffset? LastAccessedDate,
    DateTimeOffset? DeletedDate,
    IReadOnlyList<SecretTag>? Tags,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? VersionIdsToStages,
    DateTimeOffset CreatedDate);

/// <summary>What is known of a secret, without its values. AWS: API_DescribeSecret.</summary>
[Operation<SecretsManagerApi>]
internal sealed class DescribeSecret(ISecretStore store) : IOperation<DescribeSecretRequest, DescribeSecretResponse>
{
    public static Access Requires(DescribeSecretRequest request, Caller caller) =>
        Access.On(SecretArns.Demanded(caller, request.SecretId)).With("secretsmanager:SecretId", request.SecretId);

    public async ValueTask<DescribeSecretResponse> HandleAsync(DescribeSecretRequest request, Caller caller, CancellationToken ct)
    {
        var secret = await store.RequireAsync(caller, request.SecretId, ct);
        return new(
            secret.Arn,
            secret.Name,
            secret.Description,
            secret.KmsKeyId,
            secret.ChangedAt,
            secret.AccessedAt,
            secret.DeletedAt,
            SecretTag.Of(secret.Tags),
            StagesOf(secret),
            secret.CreatedAt);
    }

    /// <summary>Only versions with a label are shown.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>>? StagesOf(Secret secret)
    {
        var labelled = secret.Versions.Where(version => version.Stages.Count > 0).ToDictionary(version => version.Id, version => version.Stages, StringComparer.Ordinal);
        return labelled.Count == 0 ? null : labelled;
    }
}
