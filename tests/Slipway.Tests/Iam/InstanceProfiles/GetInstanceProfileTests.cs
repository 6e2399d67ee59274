using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.InstanceProfiles;

public sealed class GetInstanceProfileTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_profile_is_answered_with_its_role()
    {
        await app.CreateRole("deploy", RoleCalls.Tasks, "Description=x", "Tags.member.1.Key=a", "Tags.member.1.Value=").Done();
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine", "Tags.member.1.Key=b", "Tags.member.1.Value=").Done();
        await app.Iam("AddRoleToInstanceProfile", "InstanceProfileName=machine", "RoleName=deploy").Done();
        Golden.Matches((await app.Iam("GetInstanceProfile", "InstanceProfileName=MACHINE")).Expect(HttpStatusCode.OK).Repeatable(), "role");
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() => (await app.Iam("GetInstanceProfile", "InstanceProfileName=none")).IsMissingProfile("none");
}
