using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Registry;

namespace Slipway.Adapters.Tests.Sql;

/// <summary>Each kind of damage, done past the constraints that exclude it.</summary>
public sealed class DanglingReferencesTests : IAsyncLifetime
{
    private const string Home = "000000000000/us-east-1/team/web";

    private SqliteStores stores = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Digest Image { get; } = RegistryContract.DigestOf("image");

    private static Digest Index { get; } = RegistryContract.DigestOf("index");

    private static Digest Layer { get; } = RegistryContract.DigestOf("layer");

    public async ValueTask InitializeAsync()
    {
        stores = (SqliteStores)await SqliteStores.Open(TimeProvider.System);
        var id = (await stores.Repositories.TryAddAsync(RegistryContract.Draft("team/web"), Ct))!.Id;
        await stores.Links.LinkAsync(id, Layer, 10, RegistryContract.Start, Ct);
        await stores.Images.PutAsync(RegistryContract.Draft(id, "image", "latest", "layer"), Ct);
        await stores.Images.PutAsync(RegistryContract.Draft(id, "index", null) with { Children = [Image] }, Ct);
    }

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    [Fact]
    public async Task A_whole_database_has_none() => Assert.Empty(await Found());

    [Fact]
    public async Task A_tag_without_its_image_is_named()
    {
        stores.Damage("update tag set image_id = 999");
        Assert.Equal([$"Repository {Home}: tag 'latest' points to an image that is not there."], await Found());
    }

    [Fact]
    public async Task An_image_without_its_manifest_is_named()
    {
        stores.Damage("delete from manifest where image_id = 1");
        Assert.Equal([$"Repository {Home}: the manifest of image {Image} is not there."], await Found());
    }

    [Theory]
    [InlineData("delete from repository_blob")]
    [InlineData("update repository_blob set image_count = 0")]
    public async Task A_blob_that_an_image_needs_and_its_repository_does_not_keep_is_named(string damage)
    {
        stores.Damage(damage);
        Assert.Equal([$"Repository {Home}: image {Image} needs blob {Layer}, which the repository does not keep."], await Found());
    }

    [Fact]
    public async Task A_child_that_is_missing_is_named()
    {
        stores.Damage("update image_child set child_id = 999");
        Assert.Equal([$"Repository {Home}: index {Index} names an image that is not there."], await Found());
    }

    [Theory]
    [InlineData("delete from blob", "number 1")]
    [InlineData("update blob set link_count = 0", null)]
    public async Task A_link_to_a_blob_that_the_registry_does_not_keep_is_named(string damage, string? name)
    {
        stores.Damage(damage);
        Assert.Equal([$"Repository {Home}: it holds blob {name ?? Layer.ToString()}, which the registry does not keep."], await Found());
    }

    [Fact]
    public async Task A_count_of_bytes_that_is_wrong_is_named()
    {
        stores.Damage("update repository set held_bytes = 7");
        Assert.Equal([$"Repository {Home}: it says that it holds 7 bytes, which is not what it holds."], await Found());
    }

    [Fact]
    public async Task Damage_is_found_past_the_first_page()
    {
        var id = (await stores.Repositories.TryAddAsync(RegistryContract.Draft("many"), Ct))!.Id;
        await stores.Images.PutAsync(RegistryContract.Draft(id, "other", null), Ct);
        await Task.WhenAll(Enumerable.Range(0, 1500).Select(n => stores.Images.PutAsync(RegistryContract.Draft(id, "other", $"tag-{n:0000}"), Ct).AsTask()));
        stores.Damage("update tag set image_id = 999 where name = 'tag-1499'");
        Assert.Equal(["Repository 000000000000/us-east-1/many: tag 'tag-1499' points to an image that is not there."], await Found());
    }

    private async Task<List<string>> Found() => await stores.Collector.ListDanglingReferencesAsync(Ct).ToListAsync(Ct);
}
