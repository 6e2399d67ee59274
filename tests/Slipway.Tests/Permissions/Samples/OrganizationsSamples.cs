using Slipway.Identity.Organizations;
using Slipway.Identity.Policies;
using Slipway.Identity.Principals;
using Slipway.Identity.Roles;
using Slipway.Kernel;
using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

/// <summary>The operations of Organizations. The ids of organization and root are those that the tests' ids give at the first start.</summary>
internal static class OrganizationsSamples
{
    private const string Organization = "o-51fgqaydgl", Root = "r-c8v7", Account = "000000000000";

    private const string Prefix = "arn:aws:organizations::000000000000:";
    private const string RootArn = $"{Prefix}root/{Organization}/{Root}";
    private const string UnitArn = $"{Prefix}ou/{Organization}/~";
    private const string PolicyArn = $"{Prefix}policy/{Organization}/service_control_policy/~";
    private const string AccountArn = $"{Prefix}account/{Organization}/{Account}";

    /// <summary>An account that is made for the sample.</summary>
    private const string Closed = "111111111101", Moved = "111111111102";

    public static IEnumerable<OperationSample> All =>
    [
        Of("CreateOrganization", "{}", "*"),
        Of("DescribeOrganization", "{}", "*"),
        Of("CreateAccount", """{"Email":"@@example.com","AccountName":"@"}""".Replace("@@", """@\u0040""", StringComparison.Ordinal), "*"),
        Of("DescribeCreateAccountStatus", """{"CreateAccountRequestId":"car-aaaaaaaa"}""", "*") with { Answers = "CreateAccountStatusNotFoundException" },
        Of("ListCreateAccountStatus", "{}", "*"),
        Of("ListAccounts", "{}", "*"),
        Of("ListAccountsForParent", $$"""{"ParentId":"{{Root}}"}""", RootArn),
        Of("DescribeAccount", $$"""{"AccountId":"{{Account}}"}""", AccountArn),
        Of("CloseAccount", $$"""{"AccountId":"{{Closed}}"}""", $"{Prefix}account/{Organization}/{Closed}") with { Given = (app, _) => AddAccount(app, Closed) },
        Of("MoveAccount", $$"""{"AccountId":"{{Moved}}","SourceParentId":"{{Root}}","DestinationParentId":"~"}""", $"{Prefix}account/{Organization}/{Moved}") with
        {
            Given = (app, _) => AddAccount(app, Moved),
            Made = AddUnit,
            Also = [("organizations:MoveAccount", RootArn), ("organizations:MoveAccount", UnitArn)],
        },
        Of("ListRoots", "{}", "*"),
        Of("CreateOrganizationalUnit", $$"""{"ParentId":"{{Root}}","Name":"@"}""", RootArn),
        Of("DescribeOrganizationalUnit", """{"OrganizationalUnitId":"~"}""", UnitArn) with { Made = AddUnit },
        Of("UpdateOrganizationalUnit", """{"OrganizationalUnitId":"~","Name":"new @"}""", UnitArn) with { Made = AddUnit },
        Of("DeleteOrganizationalUnit", """{"OrganizationalUnitId":"~"}""", UnitArn) with { Made = AddUnit },
        Of("ListOrganizationalUnitsForParent", $$"""{"ParentId":"{{Root}}"}""", RootArn),
        Of("ListParents", $$"""{"ChildId":"{{Account}}"}""", AccountArn),
        Of("ListChildren", $$"""{"ParentId":"{{Root}}","ChildType":"ACCOUNT"}""", RootArn),
        Of("CreatePolicy", """{"Content":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}","Description":"","Name":"@","Type":"SERVICE_CONTROL_POLICY"}""", "*"),
        Of("UpdatePolicy", """{"PolicyId":"~","Description":"new"}""", PolicyArn) with { Made = AddPolicy },
        Of("DeletePolicy", """{"PolicyId":"~"}""", PolicyArn) with { Made = AddPolicy },
        Of("DescribePolicy", """{"PolicyId":"~"}""", PolicyArn) with { Made = AddPolicy },
        Of("ListPolicies", """{"Filter":"SERVICE_CONTROL_POLICY"}""", "*"),
        Of("AttachPolicy", $$"""{"PolicyId":"~","TargetId":"{{Account}}"}""", PolicyArn) with
        {
            Made = AddPolicy,
            Also = [("organizations:AttachPolicy", AccountArn)],
        },
        Of("DetachPolicy", $$"""{"PolicyId":"~","TargetId":"{{Account}}"}""", PolicyArn) with
        {
            Made = async (app, name) =>
            {
                var id = await AddPolicy(app, name);
                await (await app.Get<IServiceControlPolicyStore>()).AttachAsync(Organization, id, Account, Ct);
                return id;
            },
            Also = [("organizations:DetachPolicy", AccountArn)],
        },
        Of("ListPoliciesForTarget", $$"""{"TargetId":"{{Account}}","Filter":"SERVICE_CONTROL_POLICY"}""", AccountArn),
        Of("ListTargetsForPolicy", """{"PolicyId":"~"}""", PolicyArn) with { Made = AddPolicy },
        Of("EnablePolicyType", $$"""{"RootId":"{{Root}}","PolicyType":"SERVICE_CONTROL_POLICY"}""", RootArn) with { Given = (app, _) => SetForce(app, isInForce: false) },
        Of("DisablePolicyType", $$"""{"RootId":"{{Root}}","PolicyType":"SERVICE_CONTROL_POLICY"}""", RootArn) with { Given = (app, _) => SetForce(app, isInForce: true) },
        Of("TagResource", $$"""{"ResourceId":"{{Account}}","Tags":[{"Key":"a","Value":"1"}]}""", AccountArn),
        Of("UntagResource", $$"""{"ResourceId":"{{Account}}","TagKeys":["a"]}""", AccountArn),
        Of("ListTagsForResource", $$"""{"ResourceId":"{{Account}}"}""", AccountArn),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static OperationSample Of(string operation, string request, string resource) => new("organizations", operation, request, resource);

    private static Task<string> AddUnit(SlipwayApp app, string name) => app.GivenUnit(Root, name);

    private static async Task<string> AddPolicy(SlipwayApp app, string name)
    {
        await SetForce(app, isInForce: true);
        return await app.GivenServiceControlPolicy(name, OrganizationCalls.AllowAll);
    }

    private static async Task SetForce(SlipwayApp app, bool isInForce) =>
        await (await app.Get<IServiceControlPolicyStore>()).SetForceAsync(Organization, isInForce, Ct);

    private static async Task AddAccount(SlipwayApp app, string id) => await (await app.Get<IOrganizationStore>()).AddAccountAsync(
        new(
            new($"car-{id}", Organization, id, FakeClock.Start),
            new(id, Organization, Root, $"{id}@example.com", id, FakeClock.Start),
            new Role($"AROA{id}", id, "/", "OrganizationAccountAccessRole", FakeClock.Start, BoundPolicy.WithoutNames("{}"), TimeSpan.FromHours(1)),
            AwsManagedPolicies.AdministratorAccess,
            TagSet.Empty),
        Ct);
}
