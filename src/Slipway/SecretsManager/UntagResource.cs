using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

internal sealed record UntagResourceRequest([Length(1, 2048)] string SecretId, [Length(1, 128)] IReadOnlyList<string> TagKeys);

/// <summary>Takes tags off a secret. AWS: API_UntagResource.</summary>
[Operation<SecretsManagerApi>]
internal sealed class UntagResource(ISecretStore store) : IOperation<UntagResourceRequest, Nothing>
{
    public static Access Requires(UntagResourceRequest request, Caller caller) => Access
        .On(SecretArns.Demanded(caller, request.SecretId))
        .With("secretsmanager:SecretId", request.SecretId)
        .WithTagKeys(request.TagKeys);

    public async ValueTask<Nothing> HandleAsync(UntagResourceRequest request, Caller caller, CancellationToken ct)
    {
        var secret = await store.RequireLivingAsync(caller, request.SecretId, ct);
        await store.ChangeAsync(secret, present => present with { Tags = present.Tags.Without(request.TagKeys) }, ct);
        return new();
    }
}
