using Slipway.Identity;
using Slipway.Identity.InstanceProfiles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InstanceProfiles;

internal sealed record UntagInstanceProfileRequest(
    IamName InstanceProfileName,
    [Items(0, IamQuotas.Tags)] [Length(1, TagShape.LongestKey)] [Pattern(TagShape.KeyPattern)] IReadOnlyList<string> TagKeys);

/// <summary>Removes tags from an instance profile; keys that it does not have are passed over. AWS: API_UntagInstanceProfile.</summary>
[Operation<IamApi>]
internal sealed class UntagInstanceProfile(IInstanceProfileStore profiles) : IOperation<UntagInstanceProfileRequest, Nothing>
{
    public static Access Requires(UntagInstanceProfileRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "instance-profile", request.InstanceProfileName)).WithTagKeys(request.TagKeys);

    public async ValueTask<Nothing> HandleAsync(UntagInstanceProfileRequest request, Caller caller, CancellationToken ct) =>
        await profiles.ChangeTagsAsync(caller.Account, request.InstanceProfileName, tags => TagShape.Without(tags, request.TagKeys), ct)
            ? new()
            : throw IamErrors.InstanceProfileNotFound($"{request.InstanceProfileName}");
}
