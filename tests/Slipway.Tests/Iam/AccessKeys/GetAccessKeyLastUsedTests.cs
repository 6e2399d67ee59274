using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.AccessKeys;

public sealed class GetAccessKeyLastUsedTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_key_that_was_never_used_has_no_date()
    {
        var alice = await app.GivenUser("Alice", isAdministrator: false);
        Golden.Matches(
            (await app.Iam("GetAccessKeyLastUsed", $"AccessKeyId={alice.AccessKeyId}")).Expect(HttpStatusCode.OK).Repeatable(),
            "never");
    }

    [Fact]
    public async Task An_unknown_key_is_not_found()
    {
        (await app.Iam("GetAccessKeyLastUsed", "AccessKeyId=AKIAAAAAAAAAAAAAAAAA")).IsRefused(
            404, "NoSuchEntity", "The Access Key with id AKIAAAAAAAAAAAAAAAAA cannot be found.");
        (await app.Iam("GetAccessKeyLastUsed", "AccessKeyId=short")).IsInvalidMember("accessKeyId", "Member must have length greater than or equal to 16");
    }
}
