using Slipway.Iam.Roles;
using Slipway.Identity;
using Slipway.Identity.Roles;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.ServiceLinkedRoles;

internal sealed record CreateServiceLinkedRoleRequest(
    [Wire("AWSServiceName")] [Length(1, 128)] [Pattern(IamName.Pattern)] string AwsServiceName,
    [Length(0, 1000)] [Pattern(RoleText.DescriptionPattern)] string? Description,
    [Length(1, 64)] [Pattern(IamName.Pattern)] string? CustomSuffix);

internal sealed record CreateServiceLinkedRoleResponse(RoleShape Role);

/// <summary>Creates the role that a service uses for itself, with the service's policy. AWS: API_CreateServiceLinkedRole.</summary>
// Departs: only the roles of ECS, ECR's replication and its pull-through cache can be made; other services are not here.
[Operation<IamApi>]
internal sealed class CreateServiceLinkedRole(IRoleStore roles, TrustPolicies trustPolicies, IIdSource ids, TimeProvider clock)
    : IOperation<CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse>
{
    public static Access Requires(CreateServiceLinkedRoleRequest request, Caller caller) => Access
        .On($"arn:aws:iam::{caller.Account}:role{ServiceLinkedRole.PathOf(request.AwsServiceName)}{ServiceLinkedRole.Find(request.AwsServiceName)?.RoleName}")
        .With("iam:AWSServiceName", request.AwsServiceName);

    public async ValueTask<CreateServiceLinkedRoleResponse> HandleAsync(CreateServiceLinkedRoleRequest request, Caller caller, CancellationToken ct)
    {
        var kind = ServiceLinkedRole.Find(request.AwsServiceName) ?? throw IamErrors.NoServiceLinkedRoles(request.AwsServiceName);
        if (request.CustomSuffix is not null) throw IamErrors.NoCustomSuffix(kind.Service);
        Role role = new(
            UniqueIds.NewRole(ids), caller.Account, kind.Path, kind.RoleName, clock.Now(), kind.TrustPolicy, TimeSpan.FromSeconds(RoleText.DefaultMaxSession))
        {
            Description = request.Description is { } description ? RoleText.DescriptionOf(description) : kind.Description,
            Service = kind.Service,
        };
        return await roles.AddAsync(role, [kind.PolicyArn], IamQuotas.RolesPerAccount, ct) switch
        {
            Addition.Added => new(RoleShape.Created(role, await trustPolicies.ShowAsync(role, ct))),
            Addition.NameTaken => throw IamErrors.ServiceRoleNameTaken(role.Name),
            _ => throw IamErrors.QuotaExceeded(nameof(IamQuotas.RolesPerAccount), IamQuotas.RolesPerAccount),
        };
    }
}
