using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

internal sealed record UpdateSecretRequest(
    [Length(1, 2048)] string SecretId,
    [Length(32, 64)] string? ClientRequestToken,
    [Length(0, 2048)] string? Description,
    [Length(0, 2048)] string? KmsKeyId,
    [Length(1, 65536)] ReadOnlyMemory<byte>? SecretBinary,
    [Length(1, 65536)] string? SecretString,
    [Length(0, 256)] string? Type)
{
    // A record prints its members.
    public override string ToString() => $"Secret {SecretId}";
}

internal sealed record UpdateSecretResponse([Wire("ARN")] string Arn, string Name, string? VersionId);

/// <summary>Changes the description of a secret, and its current value when one is given. AWS: API_UpdateSecret.</summary>
[Operation<SecretsManagerApi>]
internal sealed class UpdateSecret(ISecretStore store, SecretVault vault, IIdSource ids, TimeProvider clock) : IOperation<UpdateSecretRequest, UpdateSecretResponse>
{
    public static Access Requires(UpdateSecretRequest request, Caller caller) =>
        Access.On(SecretArns.Demanded(caller, request.SecretId)).With("secretsmanager:SecretId", request.SecretId);

    public async ValueTask<UpdateSecretResponse> HandleAsync(UpdateSecretRequest request, Caller caller, CancellationToken ct)
    {
        if (request.Type is { Length: > 0 }) throw SecretsManagerErrors.NotSupported("Type");
        var content = SecretContent.Of(request.SecretString, request.SecretBinary);
        var key = SecretKeys.Checked(request.KmsKeyId, caller);
        var secret = await store.RequireLivingAsync(caller, request.SecretId, ct);
        var now = clock.GetUtcNow();
        var version = content is null ? null : vault.Seal(secret.Arn, request.ClientRequestToken ?? ids.NewId().ToString(), content, now);
        var changed = await store.ChangeAsync(secret, present => Changed(present, request, key, version, now), ct);
        return new(changed.Arn, changed.Name, version?.Id);
    }

    private static Secret Changed(Secret present, UpdateSecretRequest request, string? key, SecretVersion? version, DateTimeOffset now)
    {
        if (present.DeletedAt is not null) throw SecretsManagerErrors.MarkedForDeletion();
        var described = present with { Description = request.Description ?? present.Description, KmsKeyId = key ?? present.KmsKeyId, ChangedAt = now };
        return version is null ? described : SecretStages.Add(described, version, [SecretStages.Current], now);
    }
}
