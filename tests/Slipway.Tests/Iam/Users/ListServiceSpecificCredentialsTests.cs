using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Users;

public sealed class ListServiceSpecificCredentialsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task There_are_none_and_that_is_the_answer()
    {
        await app.Iam("CreateUser", "UserName=alice");
        Golden.Matches((await app.Iam("ListServiceSpecificCredentials", "UserName=alice")).Expect(HttpStatusCode.OK).Repeatable(), "none");
        (await app.Iam("ListServiceSpecificCredentials")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_has_not_even_none()
    {
        (await app.Iam("ListServiceSpecificCredentials", "UserName=bob")).IsRefused(404, "NoSuchEntity", "The user with name bob cannot be found.");
        (await app.Iam("ListServiceSpecificCredentials", "Marker=made-up")).IsRefused("ValidationError", "Invalid Marker.");
    }

    [Fact]
    public async Task All_users_have_none_either() =>
        Assert.Equal("false", (await app.Iam("ListServiceSpecificCredentials", "AllUsers=true")).Expect(HttpStatusCode.OK).Find("IsTruncated"));
}
