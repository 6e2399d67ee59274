using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

internal sealed record GetSecretValueRequest(
    [Length(1, 2048)] string SecretId,
    [Length(32, 64)] string? VersionId,
    [Length(1, 256)] string? VersionStage);

internal sealed record GetSecretValueResponse(
    [Wire("ARN")] string Arn,
    string Name,
    string VersionId,
    ReadOnlyMemory<byte>? SecretBinary,
    string? SecretString,
    IReadOnlyList<string>? VersionStages,
    DateTimeOffset CreatedDate)
{
    // A record prints its members.
    public override string ToString() => $"Value of {Arn}";
}

/// <summary>A value of a secret: the current one unless a version or a label is named. AWS: API_GetSecretValue.</summary>
[Operation<SecretsManagerApi>]
internal sealed class GetSecretValue(ISecretStore store, SecretVault vault, TimeProvider clock) : IOperation<GetSecretValueRequest, GetSecretValueResponse>
{
    public static Access Requires(GetSecretValueRequest request, Caller caller)
    {
        var access = Access.On(SecretArns.Demanded(caller, request.SecretId)).With("secretsmanager:SecretId", request.SecretId);
        if (request.VersionId is { } id) access.With("secretsmanager:VersionId", id);
        return access.With("secretsmanager:VersionStage", request.VersionStage ?? SecretStages.Current);
    }

    public async ValueTask<GetSecretValueResponse> HandleAsync(GetSecretValueRequest request, Caller caller, CancellationToken ct)
    {
        var secret = await store.RequireLivingAsync(caller, request.SecretId, ct);
        var version = Find(secret, request);
        // Gone since.
        var content = vault.Open(secret.Arn, version.Id, await store.ReadValueAsync(secret.Id, version.Id, ct) ?? throw SecretsManagerErrors.NotFound());
        await NoteAsync(secret, version, ct);
        return new(secret.Arn, secret.Name, version.Id, content.Binary, content.Text, version.Stages.Count == 0 ? null : version.Stages, version.CreatedAt);
    }

    private static SecretVersion Find(Secret secret, GetSecretValueRequest request)
    {
        if (request.VersionId is { } id)
        {
            var named = secret.Version(id) ?? throw SecretsManagerErrors.NoSuchVersion(id);
            return request.VersionStage is null || named.Stages.Contains(request.VersionStage) ? named : throw SecretsManagerErrors.StageOfAnother();
        }

        var stage = request.VersionStage ?? SecretStages.Current;
        return secret.Staged(stage) ?? throw SecretsManagerErrors.NoSuchStage(stage);
    }

    /// <summary>The day is all that is kept, so it is written once a day.</summary>
    private async ValueTask NoteAsync(Secret secret, SecretVersion version, CancellationToken ct)
    {
        var today = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        if (secret.AccessedAt >= today && version.AccessedAt >= today) return;
        await store.ChangeAsync(
            secret.Scope,
            secret.Name,
            present => present.Id != secret.Id ? present : present with
            {
                AccessedAt = today,
                Versions = [.. present.Versions.Select(each => each.Id == version.Id ? each with { AccessedAt = today } : each)],
            },
            ct);
    }
}
