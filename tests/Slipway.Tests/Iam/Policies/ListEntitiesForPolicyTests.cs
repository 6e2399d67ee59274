using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Policies;

public sealed class ListEntitiesForPolicyTests : IAsyncDisposable
{
    private static readonly string[] Names = ["GroupName", "UserName", "RoleName"];

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Whoever_uses_a_policy_is_listed_with_name_and_id()
    {
        var arn = await GivenUse();
        var answer = await List(arn);
        Assert.Equal("staff | alice bob | ci", NamesOf(answer));
        Assert.All(answer.Texts("UserId"), id => Assert.StartsWith("AIDA", id, StringComparison.Ordinal));
        Assert.StartsWith("AGPA", answer.Find("GroupId"), StringComparison.Ordinal);
        Assert.StartsWith("AROA", answer.Find("RoleId"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_leave_others_out()
    {
        var arn = await GivenUse();
        Assert.Equal("staff | alice | ci", NamesOf(await List(arn, "PolicyUsageFilter=PermissionsPolicy")));
        Assert.Equal(" | bob | ", NamesOf(await List(arn, "PolicyUsageFilter=PermissionsBoundary")));
        Assert.Equal(" | alice bob | ", NamesOf(await List(arn, "EntityFilter=User")));
        Assert.Equal("staff |  | ", NamesOf(await List(arn, "EntityFilter=Group")));
        Assert.Equal(" |  | ci", NamesOf(await List(arn, "EntityFilter=Role")));
        Assert.Equal(" |  | ", NamesOf(await List(arn, "EntityFilter=LocalManagedPolicy")));
        Assert.Equal(" | bob | ", NamesOf(await List(arn, "PathPrefix=/eu/")));
    }

    [Fact]
    public async Task Pages_hold_every_one_of_them_once()
    {
        var arn = await GivenUse();
        string[] seen = [];
        string? marker = null;
        do
        {
            var answer = marker is null ? await List(arn, "MaxItems=1") : await List(arn, "MaxItems=1", AwsCalls.Form("Marker", marker));
            seen = [.. seen, .. NamesOf(answer).Split([' ', '|'], StringSplitOptions.RemoveEmptyEntries)];
            marker = answer.Find("Marker");
        }
        while (marker is not null);
        Assert.Equal(["alice", "bob", "ci", "staff"], seen.Order());
    }

    [Fact]
    public async Task A_policy_that_is_not_there_is_not_found()
    {
        var arn = PolicyCalls.ArnOf("None");
        (await List(arn)).IsRefused(404, "NoSuchEntity", $"Policy {arn} was not found.");
        Assert.Equal(" |  | ", NamesOf(await List(PolicyCalls.Aws)));
    }

    /// <summary>A group, a role and alice have it attached, bob has it as his boundary.</summary>
    private async Task<string> GivenUse()
    {
        var arn = await app.GivenPolicy("Push");
        foreach (var (kind, name) in new[] { ("User", "alice"), ("Group", "staff"), ("Role", "ci") })
        {
            await app.GivenHolder(kind, name);
            await app.Attach(kind, name, arn);
        }

        await app.Iam("CreateUser", "UserName=bob", "Path=/eu/", $"PermissionsBoundary={arn}");
        await app.GivenHolder("User", "carol");
        return arn;
    }

    /// <summary>Groups, users and roles, such as <c>staff | alice bob | ci</c>.</summary>
    private static string NamesOf(AwsAnswer answer) =>
        string.Join(" | ", from name in Names select string.Join(' ', answer.Texts(name).Order()));

    private Task<AwsAnswer> List(string arn, params string[] more) => app.Iam("ListEntitiesForPolicy", [$"PolicyArn={arn}", .. more]);
}
