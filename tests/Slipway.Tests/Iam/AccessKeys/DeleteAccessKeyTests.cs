using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.AccessKeys;

public sealed class DeleteAccessKeyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_deleted_key_signs_nothing_any_more()
    {
        var alice = await app.GivenUser("alice", isAdministrator: true);
        (await app.Sts(alice, "GetCallerIdentity")).Expect(HttpStatusCode.OK);
        (await app.Iam(alice, "DeleteAccessKey", $"AccessKeyId={alice.AccessKeyId}")).Expect(HttpStatusCode.OK);
        (await app.Sts(alice, "GetCallerIdentity")).IsRefused(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        (await app.Iam("DeleteAccessKey", "UserName=alice", $"AccessKeyId={alice.AccessKeyId}")).IsRefused(
            404, "NoSuchEntity", $"The Access Key with id {alice.AccessKeyId} cannot be found.");
    }

    [Fact]
    public async Task A_key_of_somebody_else_is_not_found()
    {
        var alice = await app.GivenUser("alice", isAdministrator: true);
        (await app.Iam("DeleteAccessKey", $"AccessKeyId={alice.AccessKeyId}")).IsRefused(
            404, "NoSuchEntity", $"The Access Key with id {alice.AccessKeyId} cannot be found.");
        (await app.Iam("DeleteAccessKey", "UserName=bob", $"AccessKeyId={alice.AccessKeyId}")).IsRefused(
            404, "NoSuchEntity", "The user with name bob cannot be found.");
        (await app.Sts(alice, "GetCallerIdentity")).Expect(HttpStatusCode.OK);
    }
}
