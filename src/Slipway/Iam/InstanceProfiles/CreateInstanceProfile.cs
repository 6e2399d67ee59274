using Slipway.Identity;
using Slipway.Identity.InstanceProfiles;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InstanceProfiles;

internal sealed record CreateInstanceProfileRequest(
    IamName InstanceProfileName, IamPath? Path, [Items(0, IamQuotas.Tags)] IReadOnlyList<TagShape>? Tags);

internal sealed record CreateInstanceProfileResponse(InstanceProfileShape InstanceProfile);

/// <summary>Creates an instance profile without a role. AWS: API_CreateInstanceProfile.</summary>
[Operation<IamApi>]
internal sealed class CreateInstanceProfile(IInstanceProfileStore profiles, InstanceProfileShapes shapes, IIdSource ids, TimeProvider clock)
    : IOperation<CreateInstanceProfileRequest, CreateInstanceProfileResponse>
{
    public static Access Requires(CreateInstanceProfileRequest request, Caller caller) => Access
        .On(IamArns.New(caller, "instance-profile", request.Path, request.InstanceProfileName))
        .AlsoIf(request.Tags is { Count: > 0 }, "iam:TagInstanceProfile")
        .WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<CreateInstanceProfileResponse> HandleAsync(CreateInstanceProfileRequest request, Caller caller, CancellationToken ct)
    {
        InstanceProfile profile = new(
            UniqueIds.NewInstanceProfile(ids), caller.Account, $"{request.Path ?? IamPath.Root}", $"{request.InstanceProfileName}", clock.Now())
        {
            Tags = TagShape.ToSet(request.Tags),
        };
        return await profiles.AddAsync(profile, IamQuotas.InstanceProfilesPerAccount, ct) switch
        {
            Addition.Added => new(await shapes.OfAsync(profile, ct)),
            Addition.NameTaken => throw IamErrors.EntityAlreadyExists($"Instance Profile {profile.Name} already exists."),
            _ => throw IamErrors.QuotaExceeded(nameof(IamQuotas.InstanceProfilesPerAccount), IamQuotas.InstanceProfilesPerAccount),
        };
    }
}
