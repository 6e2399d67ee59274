using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

internal sealed record UntagPolicyRequest(
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn,
    [Items(0, IamQuotas.Tags)] [Length(1, TagShape.LongestKey)] [Pattern(TagShape.KeyPattern)] IReadOnlyList<string> TagKeys);

/// <summary>Removes tags from a policy; keys that it does not have are passed over. AWS: API_UntagPolicy.</summary>
[Operation<IamApi>]
internal sealed class UntagPolicy(IPolicyStore policies) : IOperation<UntagPolicyRequest, Nothing>
{
    public static Access Requires(UntagPolicyRequest request, Caller caller) => Access.On(request.PolicyArn).WithTagKeys(request.TagKeys);

    public async ValueTask<Nothing> HandleAsync(UntagPolicyRequest request, Caller caller, CancellationToken ct)
    {
        PolicyReference.RequireOwn(caller, request.PolicyArn);
        return await policies.ChangeTagsAsync(request.PolicyArn, tags => TagShape.Without(tags, request.TagKeys), ct)
            ? new()
            : throw IamErrors.PolicyNotFound(request.PolicyArn);
    }
}
