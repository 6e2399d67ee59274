using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

internal sealed record UpdateSecretVersionStageRequest(
    [Length(1, 2048)] string SecretId,
    [Length(1, 256)] string VersionStage,
    [Length(32, 64)] string? RemoveFromVersionId,
    [Length(32, 64)] string? MoveToVersionId);

internal sealed record UpdateSecretVersionStageResponse([Wire("ARN")] string Arn, string Name);

/// <summary>Moves a label from one version to another, or takes it off. AWS: API_UpdateSecretVersionStage.</summary>
[Operation<SecretsManagerApi>]
internal sealed class UpdateSecretVersionStage(ISecretStore store, TimeProvider clock) : IOperation<UpdateSecretVersionStageRequest, UpdateSecretVersionStageResponse>
{
    public static Access Requires(UpdateSecretVersionStageRequest request, Caller caller) => Access
        .On(SecretArns.Demanded(caller, request.SecretId))
        .With("secretsmanager:SecretId", request.SecretId)
        .With("secretsmanager:VersionStage", request.VersionStage);

    public async ValueTask<UpdateSecretVersionStageResponse> HandleAsync(UpdateSecretVersionStageRequest request, Caller caller, CancellationToken ct)
    {
        var secret = await store.RequireLivingAsync(caller, request.SecretId, ct);
        var changed = await store.ChangeAsync(secret, present => Changed(present, request), ct);
        return new(changed.Arn, changed.Name);
    }

    private Secret Changed(Secret present, UpdateSecretVersionStageRequest request)
    {
        var (stage, from, to) = (request.VersionStage, request.RemoveFromVersionId, request.MoveToVersionId);
        if (present.DeletedAt is not null) throw SecretsManagerErrors.MarkedForDeletion();
        if (from is null && to is null) throw SecretsManagerErrors.InvalidParameter("You must provide RemoveFromVersionId, MoveToVersionId or both.");
        if (to is not null && present.Version(to) is null) throw SecretsManagerErrors.NoSuchVersion(to);
        var holder = present.Staged(stage)?.Id;
        if (from is not null && from != holder) throw SecretsManagerErrors.NotAttached(stage, from);
        if (holder is not null && holder != to && from is null) throw SecretsManagerErrors.MustNameHolder(stage, holder);
        if (to is null && stage == SecretStages.Current) throw SecretsManagerErrors.CurrentMustMove();
        return SecretStages.Move(present, stage, to) with { ChangedAt = clock.GetUtcNow() };
    }
}
