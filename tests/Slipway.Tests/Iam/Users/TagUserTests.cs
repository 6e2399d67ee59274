using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Users;

public sealed class TagUserTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Tags_are_added_and_take_the_place_of_the_same_keys_in_every_case()
    {
        await app.Iam("CreateUser", "UserName=alice", UserTags.Of(("Team", "web"), ("keep", "1")));
        (await app.Iam("TagUser", "UserName=Alice", UserTags.Of(("team", "ops"), ("Ärger", "ä b:/=+-@_.")))).Expect(HttpStatusCode.OK);
        var tags = await app.Iam("ListUserTags", "UserName=alice");
        Assert.Equal(["keep", "team", "Ärger"], tags.All("Key"));
        Assert.Equal(["1", "ops", "ä b:/=+-@_."], tags.All("Value"));
    }

    [Fact]
    public async Task A_user_has_at_most_50_and_more_leave_it_as_it_was()
    {
        await app.Iam("CreateUser", "UserName=alice", UserTags.Of([.. Enumerable.Range(0, 49).Select(i => ($"k{i}", ""))]));
        (await app.Iam("TagUser", "UserName=alice", UserTags.Of(("k50", ""), ("k51", "")))).IsRefused(409, "LimitExceeded", "Cannot exceed quota for TagsPerUser: 50");
        Assert.Equal(49, (await app.Iam("ListUserTags", "UserName=alice")).All("Key").Count);
        (await app.Iam("TagUser", "UserName=alice", UserTags.Of(("K48", "new"), ("k50", "")))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_and_nonsense_are_refused()
    {
        (await app.Iam("TagUser", "UserName=bob", UserTags.Of(("a", "1")))).IsRefused(404, "NoSuchEntity", "The user with name bob cannot be found.");
        (await app.Iam("TagUser", "UserName=admin", UserTags.Of(("a", "1"), ("A", "2")))).IsRefused(
            "InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        (await app.Iam("TagUser", "UserName=admin", UserTags.Of(("aws:a", "1")))).IsRefused(
            "InvalidInput", "aws: prefixed tag key names are not allowed for external use.");
        Assert.Equal("ValidationError", (await app.Iam("TagUser", "UserName=admin")).Error);
        Assert.Empty((await app.Iam("ListUserTags", "UserName=admin")).All("Key"));
    }
}
