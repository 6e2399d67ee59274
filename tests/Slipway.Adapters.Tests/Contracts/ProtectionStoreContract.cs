using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Registry.Protection;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="IProtectionStore"/> must do, and what the stores of repositories and images must make of it.</summary>
public abstract class ProtectionStoreContract : RegistryContract
{
    private IProtectionStore Protections => Stores.Protections;

    [Fact]
    public async Task What_was_put_is_found_and_is_of_one_repository_alone()
    {
        var (one, other) = (await AddRepository("one"), await AddRepository("other"));
        Assert.Equal(DeletionProtection.None, await Protections.FindAsync(one, Ct));
        Assert.True(await Protections.PutAsync(one, DeletionProtection.Repository, Ct));
        Assert.Equal(DeletionProtection.Repository, await Protections.FindAsync(one, Ct));
        Assert.Equal(DeletionProtection.None, await Protections.FindAsync(other, Ct));
        Assert.True(await Protections.PutAsync(one, DeletionProtection.None, Ct));
    }

    [Fact]
    public async Task A_repository_that_is_gone_is_not_there()
    {
        var id = await AddRepository("one");
        await Repositories.DeleteAsync(Home, Name("one"), force: true, Ct);
        Assert.Null(await Protections.FindAsync(id, Ct));
        Assert.False(await Protections.PutAsync(id, DeletionProtection.Repository, Ct));
    }

    [Fact]
    public async Task A_protected_repository_is_not_deleted()
    {
        var id = await AddRepository("one");
        await Protections.PutAsync(id, DeletionProtection.Repository, Ct);
        var deletion = await Repositories.DeleteAsync(Home, Name("one"), force: true, Ct);
        Assert.True(deletion is { IsDeleted: false, IsProtected: true, Repository: not null });
        Assert.NotNull(await Repositories.FindAsync(Home, Name("one"), Ct));
        await Protections.PutAsync(id, DeletionProtection.None, Ct);
    }

    [Theory]
    [InlineData(ChangeOrigin.Client)]
    [InlineData(ChangeOrigin.Lifecycle)]
    [InlineData(ChangeOrigin.Replication)]
    public async Task Protected_images_and_tags_are_not_deleted_whoever_asks(ChangeOrigin origin)
    {
        var id = await AddRepository("one");
        await Link(id, "layer");
        var digest = await Put(Draft(id, "image", "tag", "layer"));
        await Protections.PutAsync(id, DeletionProtection.RepositoryAndImages, Ct);
        Assert.Equal(ImageDeletionStatus.Protected, (await Images.DeleteImageAsync(id, digest, null, origin, Ct)).Status);
        Assert.Equal(ImageDeletionStatus.Protected, (await Images.DeleteTagAsync(id, Tag("tag"), null, deleteLast: true, origin, Ct)).Status);
        Assert.Equal(ImageDeletionStatus.Protected, (await Images.DeleteTagAsync(id, Tag("tag"), null, deleteLast: false, origin, Ct)).Status);
        Assert.Equal(ImageDeletionStatus.NotFound, (await Images.DeleteTagAsync(id, Tag("none"), null, deleteLast: true, origin, Ct)).Status);
        Assert.NotNull(await Images.FindAsync(id, Reference.To(Tag("tag")), Ct));
        await Protections.PutAsync(id, DeletionProtection.None, Ct);
    }

    [Fact]
    public async Task Referrers_of_a_protected_repository_outlive_their_subject()
    {
        var id = await AddRepository("one");
        var subject = await Put(Draft(id, "image", null));
        var referrer = await Put(Draft(id, "signature", null) with { Subject = subject });
        await Images.DeleteImageAsync(id, subject, null, ChangeOrigin.Client, Ct);
        await Protections.PutAsync(id, DeletionProtection.RepositoryAndImages, Ct);
        Assert.Equal(0, await Collector.DeleteOrphanedReferrersAsync(Start.AddDays(9), 10, Ct));
        Assert.NotNull(await Images.FindAsync(id, Reference.To(referrer), Ct));
        await Protections.PutAsync(id, DeletionProtection.None, Ct);
        Assert.Equal(1, await Collector.DeleteOrphanedReferrersAsync(Start.AddDays(9), 10, Ct));
    }
}
