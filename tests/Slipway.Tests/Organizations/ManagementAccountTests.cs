using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations;

public sealed class ManagementAccountTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>All but DescribeOrganization and CreateOrganization, with members that would do.</summary>
    public static TheoryData<string, string> Calls => new()
    {
        { "CreateAccount", """{"Email":"a@example.com","AccountName":"a"}""" },
        { "DescribeCreateAccountStatus", """{"CreateAccountRequestId":"car-aaaaaaaa"}""" },
        { "ListCreateAccountStatus", "{}" },
        { "ListAccounts", "{}" },
        { "DescribeAccount", """{"AccountId":"000000000000"}""" },
        { "CloseAccount", """{"AccountId":"000000000000"}""" },
        { "MoveAccount", """{"AccountId":"000000000000","SourceParentId":"r-aaaa","DestinationParentId":"r-aaaa"}""" },
        { "ListRoots", "{}" },
        { "CreateOrganizationalUnit", """{"ParentId":"r-aaaa","Name":"a"}""" },
        { "DescribeOrganizationalUnit", """{"OrganizationalUnitId":"ou-aaaa-aaaaaaaa"}""" },
        { "UpdateOrganizationalUnit", """{"OrganizationalUnitId":"ou-aaaa-aaaaaaaa"}""" },
        { "DeleteOrganizationalUnit", """{"OrganizationalUnitId":"ou-aaaa-aaaaaaaa"}""" },
        { "ListOrganizationalUnitsForParent", """{"ParentId":"r-aaaa"}""" },
        { "ListAccountsForParent", """{"ParentId":"r-aaaa"}""" },
        { "ListParents", """{"ChildId":"000000000000"}""" },
        { "ListChildren", """{"ParentId":"r-aaaa","ChildType":"ACCOUNT"}""" },
        { "CreatePolicy", """{"Content":"{}","Description":"","Name":"a","Type":"SERVICE_CONTROL_POLICY"}""" },
        { "UpdatePolicy", """{"PolicyId":"p-FullAWSAccess"}""" },
        { "DeletePolicy", """{"PolicyId":"p-FullAWSAccess"}""" },
        { "DescribePolicy", """{"PolicyId":"p-FullAWSAccess"}""" },
        { "ListPolicies", """{"Filter":"SERVICE_CONTROL_POLICY"}""" },
        { "AttachPolicy", """{"PolicyId":"p-FullAWSAccess","TargetId":"000000000000"}""" },
        { "DetachPolicy", """{"PolicyId":"p-FullAWSAccess","TargetId":"000000000000"}""" },
        { "ListPoliciesForTarget", """{"TargetId":"000000000000","Filter":"SERVICE_CONTROL_POLICY"}""" },
        { "ListTargetsForPolicy", """{"PolicyId":"p-FullAWSAccess"}""" },
        { "EnablePolicyType", """{"RootId":"r-aaaa","PolicyType":"SERVICE_CONTROL_POLICY"}""" },
        { "DisablePolicyType", """{"RootId":"r-aaaa","PolicyType":"SERVICE_CONTROL_POLICY"}""" },
        { "TagResource", """{"ResourceId":"000000000000","Tags":[]}""" },
        { "UntagResource", """{"ResourceId":"000000000000","TagKeys":[]}""" },
        { "ListTagsForResource", """{"ResourceId":"000000000000"}""" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Only_the_management_account_may_call(string operation, string members)
    {
        var member = await app.GivenAdministrator(await app.GivenAccount("dev"), "admin");
        (await app.Organizations(member, operation, members)).IsRefused("AccessDeniedException", "You don't have permissions to access this resource.");
        var stranger = await app.GivenAdministrator("999999999999", "admin");
        (await app.Organizations(stranger, operation, members)).IsRefused("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
    }

    [Theory]
    [InlineData("""{}""", "INPUT_REQUIRED", "You must include a value for all required parameters.")]
    [InlineData("""{"AccountId":"1"}""", "INVALID_PATTERN", "You provided a value that does not match the required pattern.")]
    [InlineData("""{"AccountId":"1234567890123"}""", "MAX_LENGTH_EXCEEDED", "You provided a string parameter that is longer than allowed.")]
    public async Task A_fault_in_a_member_is_named_by_its_reason(string members, string reason, string message) =>
        (await app.Organizations(AwsKey.Admin, "DescribeAccount", members)).IsRefusedFor("InvalidInputException", reason, message);

    [Fact]
    public async Task A_number_out_of_bounds_is_named_by_its_reason() => (await app.Org("ListAccounts", new { MaxResults = 21 }))
        .IsRefusedFor("InvalidInputException", "MAX_VALUE_EXCEEDED", "You provided a numeric parameter that has a larger value than allowed.");

    [Fact]
    public async Task An_account_without_permission_is_refused_before_anything_is_said() => Assert.Equal(
        "AccessDeniedException", (await app.Org(await app.GivenUser("bob", isAdministrator: false), "ListAccounts", new { })).Error);
}
