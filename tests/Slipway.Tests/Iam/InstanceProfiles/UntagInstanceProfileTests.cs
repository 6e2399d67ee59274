using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.InstanceProfiles;

public sealed class UntagInstanceProfileTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Keys_are_removed_in_every_case_and_unknown_ones_are_passed_over()
    {
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine").Done();
        await app.Iam("TagInstanceProfile", "InstanceProfileName=machine", "Tags.member.1.Key=Team", "Tags.member.1.Value=ci", "Tags.member.2.Key=stage", "Tags.member.2.Value=prod").Done();
        await app.Iam("UntagInstanceProfile", "InstanceProfileName=machine", "TagKeys.member.1=tEAM", "TagKeys.member.2=unknown").Done();
        Assert.Equal(["stage"], (await app.Iam("ListInstanceProfileTags", "InstanceProfileName=machine")).Texts("Key"));
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() => (await app.Iam("UntagInstanceProfile", "InstanceProfileName=machine", "TagKeys.member.1=a")).IsMissingProfile("machine");
}
