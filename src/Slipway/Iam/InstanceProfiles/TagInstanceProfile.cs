using Slipway.Identity;
using Slipway.Identity.InstanceProfiles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InstanceProfiles;

internal sealed record TagInstanceProfileRequest(IamName InstanceProfileName, [Items(0, IamQuotas.Tags)] IReadOnlyList<TagShape> Tags);

/// <summary>Adds tags to an instance profile, or puts them in the place of those with the same keys. AWS: API_TagInstanceProfile.</summary>
[Operation<IamApi>]
internal sealed class TagInstanceProfile(IInstanceProfileStore profiles) : IOperation<TagInstanceProfileRequest, Nothing>
{
    public static Access Requires(TagInstanceProfileRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "instance-profile", request.InstanceProfileName)).WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<Nothing> HandleAsync(TagInstanceProfileRequest request, Caller caller, CancellationToken ct)
    {
        var added = TagShape.ToSet(request.Tags);
        return await profiles.ChangeTagsAsync(caller.Account, request.InstanceProfileName, tags => TagShape.Merge(tags, added, "TagsPerInstanceProfile"), ct)
            ? new()
            : throw IamErrors.InstanceProfileNotFound($"{request.InstanceProfileName}");
    }
}
