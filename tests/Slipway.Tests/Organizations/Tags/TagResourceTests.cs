using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Tags;

public sealed class TagResourceTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Roots_units_accounts_and_policies_have_tags()
    {
        var root = await app.RootId();
        foreach (var id in new[] { root, await app.GivenUnit(root, "dev"), SlipwayApp.Account, await app.GivenServiceControlPolicy("a", OrganizationCalls.AllowAll) })
        {
            (await Tag(id, ("b", "1"), ("a", "1"))).Expect(HttpStatusCode.OK);
            (await Tag(id, ("b", "2"))).Expect(HttpStatusCode.OK);
            Assert.Equal(
                """{"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]}""",
                (await app.Org("ListTagsForResource", new { ResourceId = id })).Expect(HttpStatusCode.OK).Body);
        }
    }

    [Fact]
    public async Task Tags_that_AWS_does_not_take_are_refused()
    {
        (await Tag(SlipwayApp.Account, ("a", "1"), ("a", "2")))
            .IsRefusedFor("InvalidInputException", "DUPLICATE_TAG_KEY", "Tag keys must be unique among the tags attached to the same entity.");
        (await Tag(SlipwayApp.Account, ("aws:x", "1"))).IsRefusedFor(
            "InvalidInputException", "INVALID_SYSTEM_TAGS_PARAMETER",
            "You specified a tag key that is a system tag. You can't add, edit, or delete system tag keys because they're reserved for AWS use.");
        (await Tag(SlipwayApp.Account, [.. Enumerable.Range(0, 51).Select(number => ($"k{number}", ""))]))
            .IsRefusedFor("ConstraintViolationException", "MAX_TAG_LIMIT_EXCEEDED", "You have exceeded the number of tags allowed on this resource.");
        (await Tag("999999999999", ("a", "1"))).IsRefused("TargetNotFoundException", "You specified a target that doesn't exist.");
    }

    private Task<AwsAnswer> Tag(string id, params (string Key, string Value)[] tags) =>
        app.Org("TagResource", new { ResourceId = id, Tags = tags.Select(tag => new { tag.Key, tag.Value }) });
}
