using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Tags;

internal sealed record TagResourceRequest([Length(1, 2048)] string KeyId, IReadOnlyList<KmsTag> Tags);

/// <summary>Adds tags to a key, or gives them other values. AWS: API_TagResource.</summary>
[Operation<KmsApi>]
internal sealed class TagResource(KeyFinder keys) : IOperation<TagResourceRequest, Nothing>
{
    public static Access Requires(TagResourceRequest request, Caller caller) => Access
        .On(KeyArns.Demanded(caller, request.KeyId))
        .WithRequestTags(request.Tags.Select(tag => KeyValuePair.Create(tag.TagKey, tag.TagValue)));

    public async ValueTask<Nothing> HandleAsync(TagResourceRequest request, Caller caller, CancellationToken ct)
    {
        await keys.ChangeAsync(
            caller,
            request.KeyId,
            nameof(TagResource),
            key => key.State is KeyState.PendingDeletion ? throw KmsErrors.IsPendingDeletion(key) : key with { Tags = KmsTag.Merge(key.Tags, request.Tags) },
            ct);
        return Nothing.Instance;
    }
}
