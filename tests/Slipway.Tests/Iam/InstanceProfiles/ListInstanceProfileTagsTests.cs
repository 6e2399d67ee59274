using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.InstanceProfiles;

public sealed class ListInstanceProfileTagsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Tags_are_listed_by_key_page_by_page()
    {
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine").Done();
        await app.Iam(
            "TagInstanceProfile", "InstanceProfileName=machine", "Tags.member.1.Key=c", "Tags.member.1.Value=3", "Tags.member.2.Key=a", "Tags.member.2.Value=1",
            "Tags.member.3.Key=b", "Tags.member.3.Value=2").Done();
        Assert.Equal([["a", "b"], ["c"]], await app.Pages("ListInstanceProfileTags", "Key", "InstanceProfileName=machine", "MaxItems=2"));
        Assert.Equal(["1", "2", "3"], (await app.Iam("ListInstanceProfileTags", "InstanceProfileName=machine")).Texts("Value"));
    }

    [Fact]
    public async Task Without_tags_the_list_is_empty()
    {
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine").Done();
        var answer = (await app.Iam("ListInstanceProfileTags", "InstanceProfileName=machine")).Expect(HttpStatusCode.OK);
        Assert.Equal(("", "false", null), (answer.Find("Tags"), answer.Find("IsTruncated"), answer.Find("Marker")));
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() => (await app.Iam("ListInstanceProfileTags", "InstanceProfileName=machine")).IsMissingProfile("machine");
}
