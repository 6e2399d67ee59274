using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.InstanceProfiles;

public sealed class ListInstanceProfilesTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Profiles_are_listed_by_name_page_by_page_and_below_a_path()
    {
        foreach (var name in new[] { "c", "B", "a" })
            await app.Iam("CreateInstanceProfile", $"InstanceProfileName={name}", "Path=/ci/", "Tags.member.1.Key=a", "Tags.member.1.Value=").Done();
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=elsewhere").Done();
        Assert.Equal([["a", "B"], ["c"]], await app.Pages("ListInstanceProfiles", "InstanceProfileName", "PathPrefix=/ci/", "MaxItems=2"));
        var all = await app.Iam("ListInstanceProfiles");
        Assert.Equal(["a", "B", "c", "elsewhere"], all.Texts("InstanceProfileName"));
        Assert.Null(all.Find("Tags"));
    }
}
