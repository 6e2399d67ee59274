using Slipway.Identity.Organizations;
using Slipway.Wire;

namespace Slipway.Organizations;

internal sealed record CreateOrganizationRequest(FeatureSet? FeatureSet);

internal sealed record CreateOrganizationResponse(OrganizationShape Organization);

/// <summary>
/// Answers with the organization of the caller's account the first time, since every account is in one. AWS: API_CreateOrganization.
/// </summary>
// Departs: the organization is there from the first start, and always with all features.
[Operation<OrganizationsApi>]
internal sealed class CreateOrganization(IOrganizationStore organizations) : IOperation<CreateOrganizationRequest, CreateOrganizationResponse>
{
    public static Access Requires(CreateOrganizationRequest request, Caller caller) => Access.On("*");

    public async ValueTask<CreateOrganizationResponse> HandleAsync(CreateOrganizationRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.FindAsync(caller.Account, ct) ?? throw OrganizationsErrors.NotInUse();
        return organization.ManagementAccount == caller.Account && await organizations.AnnounceAsync(organization.Id, ct)
            ? new(OrganizationShape.Of(organization))
            : throw OrganizationsErrors.AlreadyInOrganization();
    }
}
