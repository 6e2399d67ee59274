using Slipway.Identity;
using Slipway.Identity.InstanceProfiles;
using Slipway.Wire;

namespace Slipway.Iam.InstanceProfiles;

internal sealed record GetInstanceProfileRequest(IamName InstanceProfileName);

internal sealed record GetInstanceProfileResponse(InstanceProfileShape InstanceProfile);

/// <summary>One instance profile with its role. AWS: API_GetInstanceProfile.</summary>
[Operation<IamApi>]
internal sealed class GetInstanceProfile(IInstanceProfileStore profiles, InstanceProfileShapes shapes)
    : IOperation<GetInstanceProfileRequest, GetInstanceProfileResponse>
{
    public static Access Requires(GetInstanceProfileRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "instance-profile", request.InstanceProfileName));

    public async ValueTask<GetInstanceProfileResponse> HandleAsync(GetInstanceProfileRequest request, Caller caller, CancellationToken ct) =>
        new(await shapes.OfAsync(await profiles.RequireAsync(caller, request.InstanceProfileName, ct), ct));
}
