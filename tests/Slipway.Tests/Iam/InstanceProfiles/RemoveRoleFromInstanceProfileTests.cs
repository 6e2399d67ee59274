using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.InstanceProfiles;

public sealed class RemoveRoleFromInstanceProfileTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_role_is_taken_out()
    {
        await app.GivenRole("one");
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine").Done();
        await app.Iam("AddRoleToInstanceProfile", "InstanceProfileName=machine", "RoleName=one").Done();
        await app.Iam("RemoveRoleFromInstanceProfile", "InstanceProfileName=machine", "RoleName=one").Done();
        Assert.Equal("", (await app.Iam("GetInstanceProfile", "InstanceProfileName=machine")).Find("Roles"));
    }

    [Fact]
    public async Task A_role_that_is_not_in_it_is_refused_and_nothing_changes()
    {
        await app.GivenRole("one");
        await app.GivenRole("two");
        (await app.Iam("RemoveRoleFromInstanceProfile", "InstanceProfileName=machine", "RoleName=one")).IsMissingProfile("machine");
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine").Done();
        await app.Iam("AddRoleToInstanceProfile", "InstanceProfileName=machine", "RoleName=one").Done();
        (await app.Iam("RemoveRoleFromInstanceProfile", "InstanceProfileName=machine", "RoleName=two")).IsMissingRole("two");
        Assert.Equal(["one"], (await app.Iam("GetInstanceProfile", "InstanceProfileName=machine")).Texts("RoleName"));
    }
}
