using Slipway.Iam.ServiceLinkedRoles;
using Slipway.Identity;
using Slipway.Identity.Roles;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Roles;

internal sealed record CreateRoleRequest(
    IamPath? Path,
    [Length(1, 64)] IamName RoleName,
    [Length(1, PolicyDocumentText.MaxLength)] [Pattern(PolicyDocumentText.Pattern)] string AssumeRolePolicyDocument,
    [Length(0, 1000)] [Pattern(RoleText.DescriptionPattern)] string? Description,
    [Bounds(3600, 43200)] int? MaxSessionDuration,
    [Length(20, 2048)] string? PermissionsBoundary,
    [Items(0, IamQuotas.Tags)] IReadOnlyList<TagShape>? Tags);

internal sealed record CreateRoleResponse(RoleShape Role);

/// <summary>Creates a role that those may assume whom its trust policy names. AWS: API_CreateRole.</summary>
[Operation<IamApi>]
internal sealed class CreateRole(IRoleStore roles, TrustPolicies trustPolicies, IIdSource ids, TimeProvider clock)
    : IOperation<CreateRoleRequest, CreateRoleResponse>
{
    public static Access Requires(CreateRoleRequest request, Caller caller)
    {
        var access = Access
            .On(IamArns.New(caller, "role", request.Path, request.RoleName))
            .AlsoIf(request.Tags is { Count: > 0 }, "iam:TagRole")
            .WithRequestTags(TagShape.Pairs(request.Tags));
        return request.PermissionsBoundary is { } boundary ? access.With("iam:PermissionsBoundary", boundary) : access;
    }

    public async ValueTask<CreateRoleResponse> HandleAsync(CreateRoleRequest request, Caller caller, CancellationToken ct)
    {
        var path = request.Path ?? IamPath.Root;
        if (ServiceLinkedRole.OwnsPath(path)) throw IamErrors.PathOfServiceLinkedRoles();
        var trust = await trustPolicies.ReadAsync(request.AssumeRolePolicyDocument, ct);
        var maxSession = TimeSpan.FromSeconds(request.MaxSessionDuration ?? RoleText.DefaultMaxSession);
        Role role = new(UniqueIds.NewRole(ids), caller.Account, $"{path}", $"{request.RoleName}", clock.Now(), trust, maxSession)
        {
            Description = RoleText.DescriptionOf(request.Description),
            BoundaryArn = request.PermissionsBoundary,
            Tags = TagShape.ToSet(request.Tags),
        };
        return await roles.AddAsync(role, [], IamQuotas.RolesPerAccount, ct) switch
        {
            Addition.Added => new(RoleShape.Created(role, await trustPolicies.ShowAsync(role, ct))),
            Addition.NameTaken => throw IamErrors.AlreadyExists("Role", role.Name),
            Addition.NoSuchBoundary => throw IamErrors.NoSuchBoundary(role.BoundaryArn!),
            _ => throw IamErrors.QuotaExceeded(nameof(IamQuotas.RolesPerAccount), IamQuotas.RolesPerAccount),
        };
    }
}
