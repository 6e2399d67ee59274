using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Adapters.Sealing;
using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Registry;

namespace Slipway.Adapters.Tests.Sql;

public sealed class DamagedDatabaseTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("update manifest set content = x'00'")]
    [InlineData("delete from manifest")]
    public async Task A_manifest_that_was_damaged_is_healed_by_pushing_it_again(string damage)
    {
        await using var stores = (SqliteStores)await SqliteStores.Open(TimeProvider.System);
        var id = (await stores.Repositories.TryAddAsync(RegistryContract.Draft("team/web"), Ct))!.Id;
        var image = RegistryContract.Draft(id, "image", "latest");
        await stores.Images.PutAsync(image, Ct);
        stores.Damage(damage);
        Assert.Equal(ImagePutStatus.Unchanged, (await stores.Images.PutAsync(image, Ct)).Status);
        var healed = await stores.Images.ReadManifestAsync(id, Reference.To(image.Digest), Ct);
        Assert.Equal("image", Encoding.UTF8.GetString(healed!.Content.Span));
    }

    [Fact]
    public async Task Damage_to_the_file_itself_is_named()
    {
        using TemporaryFolder folder = new();
        var file = folder["slipway.db"];
        await using (var database = Open(file))
        {
            SqlRepositoryStore repositories = new(database, new(database, new()), TimeProvider.System);
            for (var n = 0; n < 200; n++) await repositories.TryAddAsync(RegistryContract.Draft($"team/{n}"), Ct);
            Assert.Empty(await Found(database));
        }

        // The last pages are those of the rows and the index that were written last.
        var bytes = await File.ReadAllBytesAsync(file, Ct);
        bytes.AsSpan(bytes.Length - 6000, 3000).Fill(0x5a);
        await File.WriteAllBytesAsync(file, bytes, Ct);
        await using var damaged = Open(file);
        Assert.All(await Found(damaged), sentence => Assert.StartsWith("The database file is damaged: ", sentence, StringComparison.Ordinal));
        Assert.NotEmpty(await Found(damaged));
    }

    private static Database Open(string file) => Database.Open(file, NullLogger<Database>.Instance);

    private static async Task<List<string>> Found(Database database) =>
        await new SqlCollectorStore(database, new(new(database, TestKeys.DataKey, new()))).ListDanglingReferencesAsync(Ct).ToListAsync(Ct);
}
