using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Tags;

public sealed class UntagResourceTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Tags_go_by_their_keys()
    {
        (await app.Org("TagResource", new { ResourceId = SlipwayApp.Account, Tags = new[] { new { Key = "a", Value = "1" }, new { Key = "b", Value = "1" } } })).Expect(HttpStatusCode.OK);
        (await Untag(SlipwayApp.Account, "a", "none")).Expect(HttpStatusCode.OK);
        Assert.Equal("b", (await app.Org("ListTagsForResource", new { ResourceId = SlipwayApp.Account })).All("Tags", "Key"));
        (await Untag("999999999999", "a")).IsRefused("TargetNotFoundException", "You specified a target that doesn't exist.");
        Assert.Equal("INVALID_SYSTEM_TAGS_PARAMETER", (await Untag(SlipwayApp.Account, "aws:a"))["Reason"].GetString());
    }

    private Task<AwsAnswer> Untag(string id, params string[] keys) => app.Org("UntagResource", new { ResourceId = id, TagKeys = keys });
}
