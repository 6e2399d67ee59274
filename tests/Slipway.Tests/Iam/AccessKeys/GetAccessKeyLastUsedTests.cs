using System.Net;
using Slipway.Identity.Usage;
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

    [Fact]
    public async Task A_key_that_signed_says_when_where_and_for_what()
    {
        var alice = await app.GivenUser("alice", isAdministrator: false);
        app.Clock.Advance(TimeSpan.FromMilliseconds(1999));
        await app.Ecr("DescribeRepositories", "{}", alice, "eu-west-1");
        await (await app.Get<UsageJournal>()).FlushAsync(TestContext.Current.CancellationToken);
        var used = (await app.Iam("GetAccessKeyLastUsed", $"AccessKeyId={alice.AccessKeyId}")).Expect(HttpStatusCode.OK);
        Assert.Equal(
            ("alice", "2026-03-01T12:00:01Z", "ecr", "eu-west-1"),
            (used.Find("UserName"), used.Find("LastUsedDate"), used.Find("ServiceName"), used.Find("Region")));
    }
}
