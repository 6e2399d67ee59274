using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Roles;

public sealed class UntagRoleTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Keys_are_removed_in_every_case_and_unknown_ones_are_passed_over()
    {
        await app.GivenRole("deploy");
        await app.Iam("TagRole", "RoleName=deploy", "Tags.member.1.Key=Team", "Tags.member.1.Value=ci", "Tags.member.2.Key=stage", "Tags.member.2.Value=prod").Done();
        await app.Iam("UntagRole", "RoleName=deploy", "TagKeys.member.1=tEAM", "TagKeys.member.2=unknown").Done();
        Assert.Equal(["stage"], (await app.Iam("ListRoleTags", "RoleName=deploy")).Texts("Key"));
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() => (await app.Iam("UntagRole", "RoleName=deploy", "TagKeys.member.1=a")).IsMissingRole("deploy");
}
