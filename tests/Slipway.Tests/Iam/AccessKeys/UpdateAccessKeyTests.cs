using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.AccessKeys;

public sealed class UpdateAccessKeyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_inactive_key_signs_nothing_until_it_is_active_again()
    {
        var alice = await app.GivenUser("alice", isAdministrator: true);
        (await app.Sts(alice, "GetCallerIdentity")).Expect(HttpStatusCode.OK);
        (await app.Iam("UpdateAccessKey", "UserName=Alice", $"AccessKeyId={alice.AccessKeyId}", "Status=Inactive")).Expect(HttpStatusCode.OK);
        (await app.Sts(alice, "GetCallerIdentity")).IsRefused(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        (await app.Iam("UpdateAccessKey", "UserName=alice", $"AccessKeyId={alice.AccessKeyId}", "Status=Active")).Expect(HttpStatusCode.OK);
        (await app.Sts(alice, "GetCallerIdentity")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_of_somebody_else_is_not_found()
    {
        var alice = await app.GivenUser("alice", isAdministrator: true);
        // Without a name it is the caller's own keys that are meant.
        (await app.Iam("UpdateAccessKey", $"AccessKeyId={alice.AccessKeyId}", "Status=Inactive")).IsRefused(
            404, "NoSuchEntity", $"The Access Key with id {alice.AccessKeyId} cannot be found.");
        (await app.Iam("UpdateAccessKey", "UserName=admin", $"AccessKeyId={alice.AccessKeyId}", "Status=Inactive")).IsRefused(
            404, "NoSuchEntity", $"The Access Key with id {alice.AccessKeyId} cannot be found.");
        (await app.Sts(alice, "GetCallerIdentity")).Expect(HttpStatusCode.OK);
        (await app.Iam(alice, "UpdateAccessKey", $"AccessKeyId={alice.AccessKeyId}", "Status=Inactive")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_Active_and_Inactive_can_be_set()
    {
        var parameter = $"AccessKeyId={AwsKey.Admin.AccessKeyId}";
        (await app.Iam("UpdateAccessKey", parameter, "Status=Expired")).IsRefused("InvalidInput", "The status of an access key can be set to Active or Inactive only.");
        (await app.Iam("UpdateAccessKey", parameter, "Status=active")).IsInvalidMember("status", "Member must satisfy enum value set: [Active, Inactive, Expired]");
        (await app.Iam("UpdateAccessKey", "AccessKeyId=short", "Status=Active")).IsInvalidMember("accessKeyId", "Member must have length greater than or equal to 16");
        (await app.Iam("UpdateAccessKey", "UserName=bob", parameter, "Status=Active")).IsRefused(404, "NoSuchEntity", "The user with name bob cannot be found.");
    }
}
