using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.AccessKeys;

public sealed class ListAccessKeysTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Keys_come_in_pages_in_the_order_of_their_creation()
    {
        await app.Iam("CreateUser", "UserName=alice");
        var first = (await app.Iam("CreateAccessKey", "UserName=alice")).Find("AccessKeyId")!;
        app.Clock.Advance(TimeSpan.FromMilliseconds(1500));
        var second = (await app.Iam("CreateAccessKey", "UserName=alice")).Find("AccessKeyId")!;
        await app.Iam("UpdateAccessKey", "UserName=alice", $"AccessKeyId={second}", "Status=Inactive");

        var page = (await app.Iam("ListAccessKeys", "UserName=alice", "MaxItems=1")).Expect(HttpStatusCode.OK);
        Assert.Equal((first, "Active", "true", "2026-03-01T12:00:00Z"), (page.Find("AccessKeyId"), page.Find("Status"), page.Find("IsTruncated"), page.Find("CreateDate")));
        // Going on does not need the key that the page ended with.
        await app.Iam("DeleteAccessKey", "UserName=alice", $"AccessKeyId={first}");
        var last = (await app.Iam("ListAccessKeys", "UserName=alice", AwsCalls.Form("Marker", page.Find("Marker")!))).Expect(HttpStatusCode.OK);
        Assert.Equal((second, "Inactive", "false", "2026-03-01T12:00:01Z"), (last.Find("AccessKeyId"), last.Find("Status"), last.Find("IsTruncated"), last.Find("CreateDate")));
    }

    [Fact]
    public async Task Without_a_name_they_are_the_callers_and_without_keys_there_are_none()
    {
        Assert.Equal([AwsKey.Admin.AccessKeyId], (await app.Iam("ListAccessKeys")).Expect(HttpStatusCode.OK).All("AccessKeyId"));
        await app.Iam("CreateUser", "UserName=alice");
        Golden.Matches((await app.Iam("ListAccessKeys", "UserName=alice")).Expect(HttpStatusCode.OK).Repeatable(), "none");
        (await app.Iam("ListAccessKeys", "UserName=bob")).IsRefused(404, "NoSuchEntity", "The user with name bob cannot be found.");
    }
}
