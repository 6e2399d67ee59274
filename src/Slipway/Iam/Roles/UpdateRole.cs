using Slipway.Identity;
using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Roles;

internal sealed record UpdateRoleRequest(
    [Length(1, 64)] IamName RoleName,
    [Length(0, 1000)] [Pattern(RoleText.DescriptionPattern)] string? Description,
    [Bounds(3600, 43200)] int? MaxSessionDuration);

internal sealed record UpdateRoleResponse;

/// <summary>
/// Changes a role's description where one is sent, and its longest session: to an hour where none is sent. Of a
/// service-linked role only the description. AWS: API_UpdateRole.
/// </summary>
[Operation<IamApi>]
internal sealed class UpdateRole(IRoleStore roles) : IOperation<UpdateRoleRequest, UpdateRoleResponse>
{
    public static Access Requires(UpdateRoleRequest request, Caller caller) => Access.On(IamArns.Of(caller, "role", request.RoleName));

    public async ValueTask<UpdateRoleResponse> HandleAsync(UpdateRoleRequest request, Caller caller, CancellationToken ct)
    {
        var found = await roles.RequireAsync(caller, request.RoleName, ct);
        if (found.Service is not null && request.MaxSessionDuration is not null) throw IamErrors.ProtectedRole(found.Name);
        await roles.ChangeAsync(
            found,
            role => role with
            {
                Description = request.Description is { } description ? RoleText.DescriptionOf(description) : role.Description,
                MaxSession = TimeSpan.FromSeconds(request.MaxSessionDuration ?? RoleText.DefaultMaxSession),
            },
            ct);
        return new();
    }
}
