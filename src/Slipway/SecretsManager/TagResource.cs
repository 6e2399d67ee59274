using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

internal sealed record TagResourceRequest([Length(1, 2048)] string SecretId, IReadOnlyList<SecretTag> Tags);

/// <summary>Puts tags on a secret. AWS: API_TagResource.</summary>
[Operation<SecretsManagerApi>]
internal sealed class TagResource(ISecretStore store) : IOperation<TagResourceRequest, Nothing>
{
    public static Access Requires(TagResourceRequest request, Caller caller) => Access
        .On(SecretArns.Demanded(caller, request.SecretId))
        .With("secretsmanager:SecretId", request.SecretId)
        .WithRequestTags(SecretTag.Pairs(request.Tags));

    public async ValueTask<Nothing> HandleAsync(TagResourceRequest request, Caller caller, CancellationToken ct)
    {
        var tags = SecretTag.ToSet(request.Tags);
        var secret = await store.RequireLivingAsync(caller, request.SecretId, ct);
        await store.ChangeAsync(secret, present => present with { Tags = SecretTag.Bounded(present.Tags.Merge(tags)) }, ct);
        return new();
    }
}
