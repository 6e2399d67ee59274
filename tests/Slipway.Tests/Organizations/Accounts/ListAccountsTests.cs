using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Accounts;

public sealed class ListAccountsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task All_accounts_are_listed_in_pages()
    {
        var made = new List<string> { SlipwayApp.Account };
        for (var i = 0; i < 4; i++) made.Add(await app.GivenAccount($"a{i}"));
        List<string> listed = [];
        string? token = null;
        do
        {
            var page = (await app.Org("ListAccounts", token is null ? new { MaxResults = 2 } : new { MaxResults = 2, NextToken = token })).Expect(HttpStatusCode.OK);
            listed.AddRange(page["Accounts"].EnumerateArray().Select(account => account.GetProperty("Id").GetString()!));
            token = page.Json.TryGetProperty("NextToken", out var next) ? next.GetString() : null;
        }
        while (token is not null);

        Assert.Equal(made.Order(StringComparer.Ordinal), listed);
    }
}
