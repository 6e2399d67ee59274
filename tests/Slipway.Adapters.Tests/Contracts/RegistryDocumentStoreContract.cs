using Slipway.Registry;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of a registry's settings must do.</summary>
public abstract class RegistryDocumentStoreContract : RegistryContract
{
    [Fact]
    public async Task A_document_is_its_registrys_own()
    {
        var elsewhere = Home with { Region = "eu-west-1" };
        await Documents.PutAsync(Home, "kind", "{}", Start, Ct);
        Assert.Equal("{}", await Documents.FindAsync(Home, "kind", Ct));
        Assert.Null(await Documents.FindAsync(Home, "other", Ct));
        Assert.Null(await Documents.FindAsync(elsewhere, "kind", Ct));
        await Documents.PutAsync(Home, "kind", "[]", Start, Ct);
        Assert.Equal("[]", await Documents.DeleteAsync(Home, "kind", Ct));
        Assert.Null(await Documents.DeleteAsync(Home, "kind", Ct));
    }

    [Fact]
    public async Task A_change_sees_what_is_there_and_an_exception_changes_nothing()
    {
        Assert.Equal("a", await Documents.ChangeAsync(Home, "kind", found => found is null ? "a" : "wrong", Start, Ct));
        Assert.Equal("ab", await Documents.ChangeAsync(Home, "kind", found => found + "b", Start, Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await Documents.ChangeAsync(Home, "kind", _ => throw new InvalidOperationException(), Start, Ct));
        Assert.Equal("ab", await Documents.FindAsync(Home, "kind", Ct));
        Assert.Null(await Documents.ChangeAsync(Home, "kind", _ => null, Start, Ct));
        Assert.Null(await Documents.FindAsync(Home, "kind", Ct));
    }
}
