using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

internal sealed record CreateSecretRequest(
    [Length(1, 512)] string Name,
    [Length(32, 64)] string? ClientRequestToken,
    [Length(0, 2048)] string? Description,
    [Length(0, 2048)] string? KmsKeyId,
    [Length(1, 65536)] ReadOnlyMemory<byte>? SecretBinary,
    [Length(1, 65536)] string? SecretString,
    IReadOnlyList<SecretTag>? Tags,
    [Items(1, int.MaxValue)] IReadOnlyList<ReplicaRegion>? AddReplicaRegions,
    bool? ForceOverwriteReplicaSecret,
    [Length(0, 256)] string? Type)
{
    // A record prints its members.
    public override string ToString() => $"Secret {Name}";
}

internal sealed record ReplicaRegion([Length(1, 128), Pattern(@"^([a-z]+-)+\d+$")] string? Region, [Length(0, 2048)] string? KmsKeyId);

internal sealed record CreateSecretResponse([Wire("ARN")] string Arn, string Name, string? VersionId);

/// <summary>Creates a secret, with its first value when one is given. AWS: API_CreateSecret.</summary>
// Departs: secrets are not replicated to other regions, and have no types of partners; who asks for it is refused.
[Operation<SecretsManagerApi>]
internal sealed class CreateSecret(ISecretStore store, SecretVault vault, IIdSource ids, TimeProvider clock) : IOperation<CreateSecretRequest, CreateSecretResponse>
{
    private const int LongestName = 512;

    public static Access Requires(CreateSecretRequest request, Caller caller) => Access
        .On(SecretArns.Demanded(caller, request.Name))
        .AlsoIf(request.Tags is { Count: > 0 }, "secretsmanager:TagResource")
        .With("secretsmanager:Name", request.Name)
        .WithRequestTags(SecretTag.Pairs(request.Tags));

    public async ValueTask<CreateSecretResponse> HandleAsync(CreateSecretRequest request, Caller caller, CancellationToken ct)
    {
        if (request.Name.Length > LongestName || !SecretArns.IsName(request.Name)) throw SecretsManagerErrors.InvalidName();
        if (request.AddReplicaRegions is not null) throw SecretsManagerErrors.NotSupported("AddReplicaRegions");
        if (request.Type is { Length: > 0 }) throw SecretsManagerErrors.NotSupported("Type");
        var content = SecretContent.Of(request.SecretString, request.SecretBinary);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var secret = new Secret(
            Id: 0,
            new(caller.Account, caller.Region),
            request.Name,
            SecretArns.NewSuffix(ids),
            request.Description,
            SecretKeys.Checked(request.KmsKeyId, caller),
            SecretTag.ToSet(request.Tags),
            now,
            now,
            AccessedAt: null,
            DeletedAt: null,
            PurgeAt: null,
            Versions: []);
        var version = request.ClientRequestToken ?? ids.NewId().ToString();
        if (content is not null) secret = SecretStages.Add(secret, vault.Seal(secret.Arn, version, content, now), [SecretStages.Current], now);
        if (!await store.TryAddAsync(secret, ct)) secret = await SameAsync(secret, request.ClientRequestToken, content, ct);
        return new(secret.Arn, secret.Name, content is null ? null : version);
    }

    /// <summary>The secret that is there, when this is the same request once more.</summary>
    private async ValueTask<Secret> SameAsync(Secret wanted, string? token, SecretContent? content, CancellationToken ct)
    {
        if (await store.FindAsync(wanted.Scope, wanted.Name, ct) is not { } present) throw SecretsManagerErrors.Exists(wanted.Name);
        if (present.DeletedAt is not null) throw SecretsManagerErrors.NameScheduledForDeletion();
        if (token is null || content is null || present.Version(token) is not { } version) throw SecretsManagerErrors.Exists(wanted.Name);
        var again = vault.Seal(present.Arn, token, content, version.CreatedAt);
        return again.Fingerprint.AsSpan().SequenceEqual(version.Fingerprint) ? present : throw SecretsManagerErrors.TokenInUse(token, present.Arn);
    }
}
