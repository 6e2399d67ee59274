using Slipway.Identity;
using Slipway.Identity.Organizations;
using Slipway.Identity.Policies;
using Slipway.Identity.Principals;
using Slipway.Identity.Roles;
using Slipway.Kernel;
using Slipway.Organizations.Tags;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Accounts;

internal sealed record CreateAccountRequest(
    [Length(6, 64)] [Pattern(@"[^\s@]+@[^\s@]+\.[^\s@]+")] string Email,
    [Length(1, 50)] [Pattern(@"[\u0020-\u007E]+")] string AccountName,
    [Length(0, 64)] [Pattern(@"[\w+=,.@-]{1,64}")] string? RoleName,
    IamUserAccessToBilling? IamUserAccessToBilling,
    IReadOnlyList<TagShape>? Tags);

internal sealed record CreateAccountResponse(CreateAccountStatus CreateAccountStatus);

/// <summary>IAMUserAccessToBilling of the model; there is nothing here that it would open.</summary>
internal enum IamUserAccessToBilling
{
    Allow,
    Deny,
}

/// <summary>Makes an account in the root, with a role that the management account may enter it by. AWS: API_CreateAccount.</summary>
[Operation<OrganizationsApi>]
internal sealed class CreateAccount(IOrganizationStore organizations, IOrganizationalUnitStore units, IIdSource ids, TimeProvider clock)
    : IOperation<CreateAccountRequest, CreateAccountResponse>
{
    private const string DefaultRoleName = "OrganizationAccountAccessRole";

    public static Access Requires(CreateAccountRequest request, Caller caller) =>
        Access.On("*").AlsoIf(request.Tags is { Count: > 0 }, "organizations:TagResource").WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<CreateAccountResponse> HandleAsync(CreateAccountRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var roleName = request.RoleName ?? DefaultRoleName;
        if (roleName.StartsWith("AWSServiceRoleFor", StringComparison.OrdinalIgnoreCase)) throw OrganizationsErrors.InvalidRoleName();
        var tags = TagShape.ToSet(request.Tags);
        var root = await units.FindRootAsync(organization.Id, ct);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        AccountRequest asked = new(OrganizationIds.NewAccountRequest(ids), organization.Id, request.AccountName, now);

        AccountRequest? ended;
        do
        {
            var id = OrganizationIds.NewAccount(ids);
            OrganizationAccount account = new(id, organization.Id, root.Id, request.Email, request.AccountName, now);
            Role role = new(UniqueIds.NewRole(ids), id, "/", roleName, now, BoundPolicy.WithoutNames(TrustIn(caller.Account)), TimeSpan.FromHours(1));
            ended = await organizations.AddAccountAsync(new(asked, account, role, AwsManagedPolicies.AdministratorAccess, tags), ct);
        }
        while (ended is null); // the id was taken, once in a blue moon

        // As on AWS the first answer does not tell the end: DescribeCreateAccountStatus does.
        return new(CreateAccountStatus.Of(asked));
    }

    private static string TrustIn(string account) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account}}:root"},"Action":"sts:AssumeRole"}]}""";
}
