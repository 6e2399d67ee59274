using Slipway.Identity.Policies;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Policies;

public sealed class ListPoliciesTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_account_s_policies_come_first_and_then_AWS_s_each_by_name()
    {
        await app.GivenPolicy("push");
        await app.GivenPolicy("Alpha");

        var names = (await app.Iam("ListPolicies")).Texts("PolicyName");
        Assert.Equal(["Alpha", "push"], names[..2]);
        Assert.Equal(AwsManagedPolicies.All.Select(policy => policy.Name).OrderBy(name => name.ToLowerInvariant(), StringComparer.Ordinal), names[2..]);
    }

    [Fact]
    public async Task Pages_go_on_where_the_last_one_ended()
    {
        for (var i = 0; i < 5; i++) await app.GivenPolicy($"p{i}");
        var all = (await app.Iam("ListPolicies")).Texts("PolicyName");

        foreach (var size in new[] { 1, 4, 5, 7 })
        {
            var pages = await app.Pages("ListPolicies", "PolicyName", $"MaxItems={size}");
            Assert.Equal(all, pages.SelectMany(page => page));
            Assert.All(pages.SkipLast(1), page => Assert.Equal(size, page.Length));
        }
    }

    [Fact]
    public async Task The_longest_names_and_paths_still_fit_into_a_marker()
    {
        var path = $"/{new string('a', 510)}/";
        await app.GivenPolicy(new string('n', 128), path, PolicyCalls.Allow("ecr:PutImage"));
        await app.GivenPolicy(new string('n', 127), path, PolicyCalls.Allow("ecr:PutImage"));
        Assert.Equal(2, (await app.Pages("ListPolicies", "PolicyName", "Scope=Local", "MaxItems=1")).Count);
    }

    [Fact]
    public async Task A_scope_leaves_the_others_out()
    {
        await app.GivenPolicy("push");
        Assert.Equal(["push"], (await app.Iam("ListPolicies", "Scope=Local")).Texts("PolicyName"));
        Assert.DoesNotContain("push", (await app.Iam("ListPolicies", "Scope=AWS")).Texts("PolicyName"));
    }

    [Fact]
    public async Task Filters_hold_for_both_kinds_of_policies()
    {
        var arn = await app.GivenPolicy("push", "/ci/", PolicyCalls.Allow("ecr:PutImage"));
        await app.GivenPolicy("unused");
        var boundary = await app.GivenPolicy("boundary");
        await app.Iam("CreateUser", "UserName=alice", $"PermissionsBoundary={boundary}");
        await app.Iam("CreateUser", "UserName=bob", $"PermissionsBoundary={PolicyCalls.Aws}");
        await app.Attach("User", "alice", arn);

        Assert.Equal(["push", "AdministratorAccess"], await Names("OnlyAttached=true"));
        Assert.Equal(["push", "AdministratorAccess"], await Names("PolicyUsageFilter=PermissionsPolicy"));
        Assert.Equal(["boundary", "AmazonEC2ContainerRegistryReadOnly"], await Names("PolicyUsageFilter=PermissionsBoundary"));
        Assert.Equal(["push"], await Names("PathPrefix=/ci/"));
        Assert.Equal(["ViewOnlyAccess"], await Names("PathPrefix=/job-function/"));

        async Task<string[]> Names(string filter) => (await app.Iam("ListPolicies", filter)).Texts("PolicyName");
    }

    [Fact]
    public async Task Descriptions_and_tags_are_not_listed()
    {
        await app.Iam("CreatePolicy", "PolicyName=push", AwsCalls.Form("PolicyDocument", PolicyCalls.Allow("ecr:*")), "Description=x", "Tags.member.1.Key=a", "Tags.member.1.Value=b");
        var answer = await app.Iam("ListPolicies");
        Assert.Empty(answer.Texts("Description"));
        Assert.Empty(answer.Texts("Tags"));
        Assert.Equal("false", answer.Find("IsTruncated"));
    }

    [Fact]
    public async Task A_marker_goes_on_only_with_its_own_listing()
    {
        var marker = (await app.Iam("ListPolicies", "MaxItems=1")).Find("Marker")!;
        (await app.Iam("ListPolicies", "Scope=AWS", AwsCalls.Form("Marker", marker))).IsRefused(400, "ValidationError", "Invalid Marker.");
        (await app.Iam("ListUsers", AwsCalls.Form("Marker", marker))).IsRefused(400, "ValidationError", "Invalid Marker.");
    }
}
