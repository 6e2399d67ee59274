using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.Users;

public sealed class ListUserTagsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_page_follows_another_even_behind_the_longest_keys()
    {
        var longest = Enumerable.Range(0, 3).Select(i => new string('木', 127) + i).ToList();
        List<string> keys = ["a", "b", .. longest, new string('木', 64), new('木', 65)];
        await app.Iam("CreateUser", "UserName=alice", UserTags.Of([.. keys.Select(key => (key, "v"))]));
        List<string> seen = [];
        string? marker = null;
        do
        {
            var page = (await app.Iam("ListUserTags", ["UserName=alice", "MaxItems=1", .. marker is null ? (string[])[] : [Form("Marker", marker)]])).Expect(HttpStatusCode.OK);
            seen.Add(page.All("Key").Single());
            marker = page.Find("Marker");
            Assert.Equal(marker is null ? "false" : "true", page.Find("IsTruncated"));
        }
        while (marker is not null);
        Assert.Equal(keys.Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task A_tag_that_goes_between_two_pages_neither_repeats_nor_hides_another()
    {
        await app.Iam("CreateUser", "UserName=alice", UserTags.Of(("a", ""), ("b", ""), ("c", "")));
        var first = await app.Iam("ListUserTags", "UserName=alice", "MaxItems=2");
        await app.Iam("UntagUser", "UserName=alice", "TagKeys.member.1=a", "TagKeys.member.2=b");
        Assert.Equal(["c"], (await app.Iam("ListUserTags", "UserName=alice", Form("Marker", first.Find("Marker")!))).All("Key"));
    }

    [Fact]
    public async Task A_marker_of_another_user_is_refused_and_so_is_nobody()
    {
        await app.Iam("CreateUser", "UserName=alice", UserTags.Of(("a", ""), ("b", "")));
        var marker = Form("Marker", (await app.Iam("ListUserTags", "UserName=alice", "MaxItems=1")).Find("Marker")!);
        (await app.Iam("ListUserTags", "UserName=admin", marker)).IsRefused("ValidationError", "Invalid Marker.");
        (await app.Iam("ListUserTags", "UserName=bob")).IsRefused(404, "NoSuchEntity", "The user with name bob cannot be found.");
        Golden.Matches((await app.Iam("ListUserTags", "UserName=admin")).Expect(HttpStatusCode.OK).Repeatable(), "none");
    }
}
