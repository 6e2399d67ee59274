using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

internal sealed record TagPolicyRequest(
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn,
    [Items(0, IamQuotas.Tags)] IReadOnlyList<TagShape> Tags);

/// <summary>Adds tags to a policy, or puts them in the place of those with the same keys. AWS: API_TagPolicy.</summary>
[Operation<IamApi>]
internal sealed class TagPolicy(IPolicyStore policies) : IOperation<TagPolicyRequest, Nothing>
{
    public static Access Requires(TagPolicyRequest request, Caller caller) =>
        Access.On(request.PolicyArn).WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<Nothing> HandleAsync(TagPolicyRequest request, Caller caller, CancellationToken ct)
    {
        PolicyReference.RequireOwn(caller, request.PolicyArn);
        var added = TagShape.ToSet(request.Tags);
        return await policies.ChangeTagsAsync(request.PolicyArn, tags => TagShape.Merge(tags, added, "TagsPerPolicy"), ct)
            ? new()
            : throw IamErrors.PolicyNotFound(request.PolicyArn);
    }
}
