using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Users;

public sealed class UntagUserTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Keys_are_removed_in_every_case_and_unknown_ones_passed_over()
    {
        await app.Iam("CreateUser", "UserName=alice", UserTags.Of(("Team", "web"), ("keep", "1")));
        (await app.Iam("UntagUser", "UserName=Alice", "TagKeys.member.1=TEAM", "TagKeys.member.2=never")).Expect(HttpStatusCode.OK);
        Assert.Equal(["keep"], (await app.Iam("ListUserTags", "UserName=alice")).All("Key"));
    }

    [Fact]
    public async Task Nobody_and_nonsense_are_refused()
    {
        (await app.Iam("UntagUser", "UserName=bob", "TagKeys.member.1=a")).IsRefused(404, "NoSuchEntity", "The user with name bob cannot be found.");
        (await app.Iam("UntagUser", "UserName=admin", "TagKeys.member.1=")).IsInvalidMember(
            "tagKeys.1.member", "Member must have length greater than or equal to 1\nMember must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
    }
}
