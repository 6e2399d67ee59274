using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.AccountAliases;

public sealed class DeleteAccountAliasTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Only_the_alias_that_is_there_is_deleted()
    {
        await app.Iam("CreateAccountAlias", "AccountAlias=acme");
        (await Delete("other")).IsRefused(404, "NoSuchEntity", "The account alias with name other cannot be found.");
        (await Delete("acme")).Expect(HttpStatusCode.OK);
        (await Delete("acme")).IsRefused(404, "NoSuchEntity", "The account alias with name acme cannot be found.");
        (await app.Iam("CreateAccountAlias", "AccountAlias=acme")).Expect(HttpStatusCode.OK);
    }

    private Task<AwsAnswer> Delete(string alias) => app.Iam("DeleteAccountAlias", $"AccountAlias={alias}");
}
