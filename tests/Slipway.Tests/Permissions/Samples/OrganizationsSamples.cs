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
    private const string Organization = "o-51fgqaydgl", Root = "r-c8v7", Unit = "ou-c8v7-sample00@", Policy = "p-sample_@", Account = "000000000000";

    private const string Prefix = "arn:aws:organizations::000000000000:";
    private const string RootArn = $"{Prefix}root/{Organization}/{Root}";
    private const string UnitArn = $"{Prefix}ou/{Organization}/{Unit}";
    private const string PolicyArn = $"{Prefix}policy/{Organization}/service_control_policy/{Policy}";
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
        Of("MoveAccount", $$"""{"AccountId":"{{Moved}}","SourceParentId":"{{Root}}","DestinationParentId":"{{Unit}}"}""", $"{Prefix}account/{Organization}/{Moved}") with
        {
            Given = async (app, name) =>
            {
                await AddAccount(app, Moved);
                await AddUnit(app, name);
            },
            Also = [("organizations:MoveAccount", RootArn), ("organizations:MoveAccount", UnitArn)],
        },
        Of("ListRoots", "{}", "*"),
        Of("CreateOrganizationalUnit", $$"""{"ParentId":"{{Root}}","Name":"@"}""", RootArn),
        Of("DescribeOrganizationalUnit", $$"""{"OrganizationalUnitId":"{{Unit}}"}""", UnitArn) with { Given = AddUnit },
        Of("UpdateOrganizationalUnit", $$"""{"OrganizationalUnitId":"{{Unit}}","Name":"new @"}""", UnitArn) with { Given = AddUnit },
        Of("DeleteOrganizationalUnit", $$"""{"OrganizationalUnitId":"{{Unit}}"}""", UnitArn) with { Given = AddUnit },
        Of("ListOrganizationalUnitsForParent", $$"""{"ParentId":"{{Root}}"}""", RootArn),
        Of("ListParents", $$"""{"ChildId":"{{Account}}"}""", AccountArn),
        Of("ListChildren", $$"""{"ParentId":"{{Root}}","ChildType":"ACCOUNT"}""", RootArn),
        Of("CreatePolicy", """{"Content":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}","Description":"","Name":"@","Type":"SERVICE_CONTROL_POLICY"}""", "*"),
        Of("UpdatePolicy", $$"""{"PolicyId":"{{Policy}}","Description":"new"}""", PolicyArn) with { Given = AddPolicy },
        Of("DeletePolicy", $$"""{"PolicyId":"{{Policy}}"}""", PolicyArn) with { Given = AddPolicy },
        Of("DescribePolicy", $$"""{"PolicyId":"{{Policy}}"}""", PolicyArn) with { Given = AddPolicy },
        Of("ListPolicies", """{"Filter":"SERVICE_CONTROL_POLICY"}""", "*"),
        Of("AttachPolicy", $$"""{"PolicyId":"{{Policy}}","TargetId":"{{Account}}"}""", PolicyArn) with
        {
            Given = AddPolicy,
            Also = [("organizations:AttachPolicy", AccountArn)],
        },
        Of("DetachPolicy", $$"""{"PolicyId":"{{Policy}}","TargetId":"{{Account}}"}""", PolicyArn) with
        {
            Given = async (app, name) =>
            {
                await AddPolicy(app, name);
                await (await app.Get<IServiceControlPolicyStore>()).AttachAsync(Organization, $"p-sample_{name}", Account, Ct);
            },
            Also = [("organizations:DetachPolicy", AccountArn)],
        },
        Of("ListPoliciesForTarget", $$"""{"TargetId":"{{Account}}","Filter":"SERVICE_CONTROL_POLICY"}""", AccountArn),
        Of("ListTargetsForPolicy", $$"""{"PolicyId":"{{Policy}}"}""", PolicyArn) with { Given = AddPolicy },
        Of("EnablePolicyType", $$"""{"RootId":"{{Root}}","PolicyType":"SERVICE_CONTROL_POLICY"}""", RootArn) with { Given = (app, _) => SetForce(app, isInForce: false) },
        Of("DisablePolicyType", $$"""{"RootId":"{{Root}}","PolicyType":"SERVICE_CONTROL_POLICY"}""", RootArn) with { Given = (app, _) => SetForce(app, isInForce: true) },
        Of("TagResource", $$"""{"ResourceId":"{{Account}}","Tags":[{"Key":"a","Value":"1"}]}""", AccountArn),
        Of("UntagResource", $$"""{"ResourceId":"{{Account}}","TagKeys":["a"]}""", AccountArn),
        Of("ListTagsForResource", $$"""{"ResourceId":"{{Account}}"}""", AccountArn),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static OperationSample Of(string operation, string request, string resource) => new("organizations", operation, request, resource);

    private static async Task AddUnit(SlipwayApp app, string name)
    {
        var units = await app.Get<IOrganizationalUnitStore>();
        var root = await units.FindRootAsync(Organization, Ct);
        await units.AddAsync(root.NewChild($"ou-c8v7-sample00{name}", name), TagSet.Empty, Ct);
    }

    private static async Task AddPolicy(SlipwayApp app, string name)
    {
        await SetForce(app, isInForce: true);
        var policies = await app.Get<IServiceControlPolicyStore>();
        await policies.AddAsync(new(Organization, $"p-sample_{name}", name, "", OrganizationCalls.AllowAll), TagSet.Empty, Ct);
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
