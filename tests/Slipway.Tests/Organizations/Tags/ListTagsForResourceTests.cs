using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Tags;

public sealed class ListTagsForResourceTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_is_not_there_has_no_tags()
    {
        Assert.Equal("""{"Tags":[]}""", (await app.Org("ListTagsForResource", new { ResourceId = SlipwayApp.Account })).Expect(HttpStatusCode.OK).Body);
        (await app.Org("ListTagsForResource", new { ResourceId = "p-aaaaaaaa" })).IsRefused("TargetNotFoundException", "You specified a target that doesn't exist.");
        (await app.Org("ListTagsForResource", new { ResourceId = SlipwayApp.Account, NextToken = "x" }))
            .IsRefusedFor("InvalidInputException", "INVALID_NEXT_TOKEN", "You provided an invalid NextToken value.");
    }
}
