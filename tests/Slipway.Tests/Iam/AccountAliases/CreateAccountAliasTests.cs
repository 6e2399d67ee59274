using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.AccountAliases;

public sealed class CreateAccountAliasTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_alias_takes_the_place_of_the_one_before()
    {
        (await Create("acme")).Expect(HttpStatusCode.OK);
        (await Create("acme-2")).Expect(HttpStatusCode.OK);
        Assert.Equal(["acme-2"], (await app.Iam("ListAccountAliases")).All("member"));
    }

    [Fact]
    public async Task A_taken_alias_is_refused()
    {
        await Create("acme");
        (await Create("acme")).IsRefused(409, "EntityAlreadyExists", "The account alias acme already exists.");
    }

    [Fact]
    public async Task An_alias_outside_the_grammar_is_refused()
    {
        const string Grammar = "Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$";
        foreach (var alias in (string[])["Acme", "-acme", "acme-", "ac--me", "ac_me", "ac me"])
            (await Create(alias)).IsInvalidMember("accountAlias", Grammar);
        (await Create("ac")).IsInvalidMember("accountAlias", "Member must have length greater than or equal to 3\n" + Grammar);
        (await Create(new string('a', 64))).IsInvalidMember("accountAlias", "Member must have length less than or equal to 63\n" + Grammar);
        (await Create(new string('a', 63))).Expect(HttpStatusCode.OK);
    }

    private Task<AwsAnswer> Create(string alias) => app.Iam("CreateAccountAlias", Form("AccountAlias", alias));
}
