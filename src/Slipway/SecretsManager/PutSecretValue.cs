using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

internal sealed record PutSecretValueRequest(
    [Length(1, 2048)] string SecretId,
    [Length(32, 64)] string? ClientRequestToken,
    [Length(1, 65536)] ReadOnlyMemory<byte>? SecretBinary,
    [Length(1, 65536)] string? SecretString,
    [Items(1, 20), Length(1, 256)] IReadOnlyList<string>? VersionStages,
    [Length(36, 256), Pattern(@"^[a-zA-Z0-9\-]+$")] string? RotationToken)
{
    // A record prints its members.
    public override string ToString() => $"Value of {SecretId}";
}

internal sealed record PutSecretValueResponse([Wire("ARN")] string Arn, string Name, string VersionId, IReadOnlyList<string>? VersionStages);

/// <summary>Adds a version to a secret; it becomes the current one unless other labels are given. AWS: API_PutSecretValue.</summary>
[Operation<SecretsManagerApi>]
internal sealed class PutSecretValue(ISecretStore store, SecretVault vault, IIdSource ids, TimeProvider clock) : IOperation<PutSecretValueRequest, PutSecretValueResponse>
{
    public static Access Requires(PutSecretValueRequest request, Caller caller) =>
        Access.On(SecretArns.Demanded(caller, request.SecretId)).With("secretsmanager:SecretId", request.SecretId);

    public async ValueTask<PutSecretValueResponse> HandleAsync(PutSecretValueRequest request, Caller caller, CancellationToken ct)
    {
        if (request.RotationToken is not null) throw SecretsManagerErrors.NotSupported("RotationToken");
        var content = SecretContent.Of(request.SecretString, request.SecretBinary) ?? throw SecretsManagerErrors.NoValue();
        var secret = await store.RequireLivingAsync(caller, request.SecretId, ct);
        var now = clock.GetUtcNow();
        var version = vault.Seal(secret.Arn, request.ClientRequestToken ?? ids.NewId().ToString(), content, now);
        var stages = request.VersionStages?.Distinct().ToList() ?? [SecretStages.Current];
        var changed = await store.ChangeAsync(
            secret, present => present.DeletedAt is null ? SecretStages.Add(present, version, stages, now) : throw SecretsManagerErrors.MarkedForDeletion(), ct);
        var stored = changed.Version(version.Id)!;
        return new(changed.Arn, changed.Name, stored.Id, stored.Stages.Count == 0 ? null : stored.Stages);
    }
}
