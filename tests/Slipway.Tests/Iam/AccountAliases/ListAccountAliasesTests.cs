using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.AccountAliases;

public sealed class ListAccountAliasesTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task There_is_none_or_one()
    {
        Golden.Matches((await app.Iam("ListAccountAliases")).Expect(HttpStatusCode.OK).Repeatable(), "none");
        await app.Iam("CreateAccountAlias", "AccountAlias=acme");
        Golden.Matches((await app.Iam("ListAccountAliases", "MaxItems=1")).Expect(HttpStatusCode.OK).Repeatable(), "one");
    }

    [Fact]
    public async Task There_is_no_second_page() => (await app.Iam("ListAccountAliases", "Marker=x")).IsRefused(400, "ValidationError", "Invalid Marker.");
}
