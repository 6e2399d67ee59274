using Slipway.Identity;
using Slipway.Identity.Providers;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of OpenID Connect providers must do.</summary>
public abstract class OpenIdConnectProviderStoreContract
{
    private const string Account = "123456789012", Url = "token.example.com/path";

    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private protected abstract IOpenIdConnectProviderStore Store { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_provider_is_found_by_its_ARN_and_by_its_URL()
    {
        var provider = Provider(Url) with { ClientIds = ["b", "a"], Thumbprints = [new('0', 40)], Tags = new([new("team", "web")]) };
        Assert.Equal(Addition.Added, await Store.AddAsync(provider, Ct));

        Same(provider, await Store.FindAsync("arn:aws:iam::123456789012:oidc-provider/token.example.com/path", Ct));
        Same(provider, await Store.FindByUrlAsync(Account, Url, Ct));
        Assert.Null(await Store.FindByUrlAsync(Account, "token.example.com", Ct));
        Assert.Null(await Store.FindByUrlAsync("210987654321", Url, Ct));
    }

    [Fact]
    public async Task A_URL_is_taken_once_in_an_account()
    {
        await Store.AddAsync(Provider(Url), Ct);
        Assert.Equal(Addition.NameTaken, await Store.AddAsync(Provider(Url), Ct));
        Assert.Equal(Addition.Added, await Store.AddAsync(Provider(Url) with { Account = "210987654321" }, Ct));
    }

    [Fact]
    public async Task An_account_has_a_hundred_and_lists_them_in_order()
    {
        for (var i = OpenIdConnectProvider.MostOfAccount; i > 0; i--) await Store.AddAsync(Provider($"{i:D3}.example.com"), Ct);
        Assert.Equal(Addition.QuotaExceeded, await Store.AddAsync(Provider("more.example.com"), Ct));
        Assert.Equal(Addition.NameTaken, await Store.AddAsync(Provider("001.example.com"), Ct));
        Assert.Equal(
            Enumerable.Range(1, OpenIdConnectProvider.MostOfAccount).Select(i => $"{i:D3}.example.com"),
            (await Store.ListAsync(Account, Ct)).Select(provider => provider.Url));
        Assert.Empty(await Store.ListAsync("210987654321", Ct));
    }

    [Fact]
    public async Task What_is_changed_is_kept_and_what_a_change_throws_undoes_it()
    {
        await Store.AddAsync(Provider(Url), Ct);
        var changed = await Store.ChangeAsync(Provider(Url).Arn, provider => provider with { ClientIds = ["a"], Thumbprints = [new('1', 40)] }, Ct);
        Same(changed!, await Store.FindByUrlAsync(Account, Url, Ct));
        Assert.Equal(["a"], changed!.ClientIds);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.ChangeAsync(changed.Arn, _ => throw new InvalidOperationException(), Ct));
        Same(changed, await Store.FindByUrlAsync(Account, Url, Ct));
        Assert.Null(await Store.ChangeAsync(changed.Arn + "x", provider => provider, Ct));
    }

    [Fact]
    public async Task A_provider_is_deleted_once()
    {
        await Store.AddAsync(Provider(Url), Ct);
        Assert.True(await Store.DeleteAsync(Provider(Url).Arn, Ct));
        Assert.False(await Store.DeleteAsync(Provider(Url).Arn, Ct));
        Assert.Null(await Store.FindByUrlAsync(Account, Url, Ct));
    }

    private static OpenIdConnectProvider Provider(string url) => new(Account, url, Then);

    private static void Same(OpenIdConnectProvider expected, OpenIdConnectProvider? found)
    {
        Assert.Equal(expected with { ClientIds = [], Thumbprints = [] }, found! with { ClientIds = [], Thumbprints = [] });
        Assert.Equal(expected.ClientIds, found.ClientIds);
        Assert.Equal(expected.Thumbprints, found.Thumbprints);
    }
}
