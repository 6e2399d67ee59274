using Slipway.Identity;
using Slipway.Identity.Providers;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of SAML providers must do.</summary>
public abstract class SamlProviderStoreContract
{
    private const string Account = "123456789012";

    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private protected abstract ISamlProviderStore Store { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_provider_is_found_as_it_was_added()
    {
        var provider = Provider("idp") with { RequiresEncryption = true, Tags = new([new("team", "web")]) };
        Assert.Equal(Addition.Added, await Store.AddAsync(provider, Ct));
        Assert.Equal(provider, await Store.FindAsync("arn:aws:iam::123456789012:saml-provider/idp", Ct));
        Assert.Null(await Store.FindAsync("arn:aws:iam::210987654321:saml-provider/idp", Ct));
    }

    [Fact]
    public async Task A_name_is_taken_once_in_an_account()
    {
        await Store.AddAsync(Provider("idp"), Ct);
        Assert.Equal(Addition.NameTaken, await Store.AddAsync(Provider("idp"), Ct));
        Assert.Equal(Addition.Added, await Store.AddAsync(Provider("idp") with { Account = "210987654321" }, Ct));
    }

    [Fact]
    public async Task An_account_has_a_hundred_and_lists_them_without_their_documents()
    {
        for (var i = SamlProvider.MostOfAccount; i > 0; i--) await Store.AddAsync(Provider($"{i:D3}"), Ct);
        Assert.Equal(Addition.QuotaExceeded, await Store.AddAsync(Provider("more"), Ct));
        Assert.Equal(
            Enumerable.Range(1, SamlProvider.MostOfAccount).Select(i => Provider($"{i:D3}") with { Document = "" }),
            await Store.ListAsync(Account, Ct));
    }

    [Fact]
    public async Task What_is_changed_is_kept_and_what_a_change_throws_undoes_it()
    {
        await Store.AddAsync(Provider("idp"), Ct);
        var changed = await Store.ChangeAsync(
            Provider("idp").Arn, present => present with { Document = "<other/>", ValidUntil = Then.AddDays(2), RequiresEncryption = true }, Ct);
        Assert.Equal(Provider("idp") with { Document = "<other/>", ValidUntil = Then.AddDays(2), RequiresEncryption = true }, changed);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.ChangeAsync(changed!.Arn, _ => throw new InvalidOperationException(), Ct));
        Assert.Equal(changed, await Store.FindAsync(changed!.Arn, Ct));
        Assert.Null(await Store.ChangeAsync(changed.Arn + "x", provider => provider, Ct));
    }

    [Fact]
    public async Task A_provider_is_deleted_once()
    {
        await Store.AddAsync(Provider("idp"), Ct);
        Assert.True(await Store.DeleteAsync(Provider("idp").Arn, Ct));
        Assert.False(await Store.DeleteAsync(Provider("idp").Arn, Ct));
    }

    private static SamlProvider Provider(string name) => new(Account, name, "UUID", "<document/>", Then, Then.AddDays(1));
}
