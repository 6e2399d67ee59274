using System.Text;
using Slipway.Adapters.Tests.Support;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Registry.Images;
using Slipway.Registry.Journal;
using Slipway.Registry.Lifecycle;
using Slipway.Registry.Signing;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>
/// What the suites of the registry's stores share: a fresh database for each case, things to put into it, and the
/// check that nothing is left behind once everything has been deleted.
/// </summary>
public abstract class RegistryContract : IAsyncLifetime
{
    internal static readonly RegistryScope Home = new("000000000000", "us-east-1");
    internal static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, 123, TimeSpan.Zero);

    private readonly SteppedClock clock = new(Start);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected SteppedClock Clock => clock;

    protected RegistryStores Stores { get; private set; } = null!;

    protected IRepositoryStore Repositories => Stores.Repositories;

    protected IImageStore Images => Stores.Images;

    protected IBlobLinkStore Links => Stores.Links;

    protected ICollectorStore Collector => Stores.Collector;

    protected IChangeJournal Journal => Stores.Journal;

    protected IRegistryDocumentStore Documents => Stores.Documents;

    protected IPullExclusionStore Exclusions => Stores.Exclusions;

    protected ISigningStore Signings => Stores.Signings;

    protected ICreationTemplateStore Templates => Stores.Templates;

    protected ILifecyclePolicyStore LifecyclePolicies => Stores.LifecyclePolicies;

    protected ILifecyclePreviewStore LifecyclePreviews => Stores.LifecyclePreviews;

    public async ValueTask InitializeAsync() => Stores = await OpenAsync(clock);

    public async ValueTask DisposeAsync()
    {
        try
        {
            Assert.Empty(await Stores.WrongCountsAsync());
            Assert.Empty(await Collector.ListDanglingReferencesAsync(Ct).ToListAsync(Ct));
            await DeleteEverything();
            Assert.Empty(await Stores.RowsAsync());
        }
        finally
        {
            await Stores.DisposeAsync();
            GC.SuppressFinalize(this);
        }
    }

    protected abstract ValueTask<RegistryStores> OpenAsync(TimeProvider clock);

    protected static RepositoryName Name(string text) => RepositoryName.TryParse(text, out var name) ? name : throw new ArgumentException(text);

    protected static ImageTag Tag(string text) => ImageTag.Parse(text);

    internal static BlobName BlobOf(string text) => new(BlobName.Shared, DigestOf(text));

    internal static Digest DigestOf(string text) => Digest.Of(DigestAlgorithm.Sha256, Encoding.UTF8.GetBytes(text));

    internal static Repository Draft(string name) =>
        new(0, Home, Name(name), Start, TagRules.Mutable, ScanOnPush: false, Encryption.Default, TagSet.Empty);

    internal static NewImage Draft(long repository, string content, string? tag, params string[] blobs) => new(
        repository,
        DigestOf(content),
        tag is null ? null : Tag(tag),
        "application/vnd.oci.image.manifest.v1+json",
        Encoding.UTF8.GetBytes(content),
        blobs.Length * 10,
        "application/vnd.oci.image.config.v1+json",
        "application/vnd.oci.image.config.v1+json",
        null,
        [.. blobs.Select(blob => new BlobReference(DigestOf(blob), "application/vnd.oci.image.layer.v1.tar", 10, IsRequired: true))],
        [],
        new Dictionary<string, string>(),
        Start);

    protected async Task<long> AddRepository(string name) => (await Repositories.TryAddAsync(Draft(name), Ct))!.Id;

    protected async Task<long> AddRepository(string name, TagRules rules) =>
        (await Repositories.TryAddAsync(Draft(name) with { TagRules = rules }, Ct))!.Id;

    protected async Task Link(long repository, params string[] blobs)
    {
        foreach (var blob in blobs) Assert.True(await Links.LinkAsync(repository, DigestOf(blob), 10, Start, Ct));
    }

    protected async Task<Digest> Put(NewImage image)
    {
        Assert.Equal(ImagePutStatus.Stored, (await Images.PutAsync(image, Ct)).Status);
        return image.Digest;
    }

    private async Task DeleteEverything()
    {
        foreach (var registry in new[] { Home, new RegistryScope("111122223333", "eu-west-1") })
        {
            foreach (var repository in (await Repositories.ListAsync(registry, null, 1000, Ct)).Items)
                Assert.True((await Repositories.DeleteAsync(registry, repository.Name, force: true, Ct)).IsDeleted);
        }

        // Longer than anything is kept in the recycle bin.
        while (await Stores.RecycleBin.ExpireAsync(Start.AddYears(9), 7, Ct) > 0) Assert.Empty(await Stores.WrongCountsAsync());
        while (await Collector.ClearDeletedAsync(7, Ct) > 0)
        {
            // Small batches on purpose: each must leave a consistent state.
            Assert.Empty(await Stores.WrongCountsAsync());
        }

        foreach (var blob in await Collector.ListUnlinkedBlobsAsync(10_000, Ct)) Assert.True(await Collector.TryForgetBlobAsync(blob, Ct));
    }
}
