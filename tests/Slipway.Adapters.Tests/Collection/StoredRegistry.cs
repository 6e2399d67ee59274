using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Slipway.Adapters.Blobs;
using Slipway.Adapters.Sealing;
using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Support;
using Slipway.Kernel;
using Slipway.Registry;

namespace Slipway.Adapters.Tests.Collection;

/// <summary>A registry on a real database and real files, with the collector and the verifier over it.</summary>
internal sealed class StoredRegistry : IAsyncDisposable
{
    public static readonly CollectorOptions Options = new(TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromHours(12));

    private static readonly RegistryScope Home = new("000000000000", "us-east-1");

    private int named;

    // Files carry the system's time, so the clock starts there.
    public StoredRegistry(string folder, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        Folder = folder;
        Clock = new(now);
        Claims = new(Clock, DateTimeOffset.MinValue);
        Database = EmptyDatabase.Open(Path.Combine(folder, "slipway.db"));
        Blobs = new(folder, TestKeys.Shared, sealsShared: true, new(0, 1, TimeProvider.System));
        Links = new SqlBlobLinkStore(Database);
        ManifestSealing sealing = new(new(Database, TestKeys.DataKey, new()));
        Images = new SqlImageStore(Database, sealing, Clock);
        Repositories = new SqlRepositoryStore(Database, new(Database, new()), Clock);
        Metadata = new SqlCollectorStore(Database, sealing);
    }

    public string Folder { get; }

    public SteppedClock Clock { get; }

    public Database Database { get; }

    public FileSystemBlobStore Blobs { get; }

    public IBlobLinkStore Links { get; }

    public IImageStore Images { get; }

    public IRepositoryStore Repositories { get; }

    public ICollectorStore Metadata { get; }

    public BlobClaims Claims { get; }

    public BlobLocks Locks { get; } = new();

    public CollectionGate Gate { get; } = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public GarbageCollector Collector() => Collector(Metadata, Blobs);

    public GarbageCollector Collector(ICollectorStore metadata, IBlobStore blobs) => new(metadata, blobs, Locks, Claims, Gate, Options, Clock);

    public async Task<CollectionReport> CollectAsync() => await Collector().RunAsync(sweep: true, Ct);

    /// <returns>The findings, and at the end how many blobs and manifests were looked at.</returns>
    public async Task<(IReadOnlyList<string> Findings, VerificationReport Report)> VerifyAsync()
    {
        List<string> findings = [];
        var report = await new Verifier(Metadata, Blobs, Locks, Gate).RunAsync(findings.Add, Ct);
        Assert.Equal(findings.Count, report.Damage);
        return (findings, report);
    }

    public async Task AssertSoundAsync() => Assert.Empty((await VerifyAsync()).Findings);

    public async Task<long> AddRepositoryAsync()
    {
        Assert.True(RepositoryName.TryParse($"team/web{Interlocked.Increment(ref named).ToString(CultureInfo.InvariantCulture)}", out var name));
        return (await Repositories.TryAddAsync(new(0, Home, name, Clock.GetUtcNow(), TagRules.Mutable, false, Encryption.Default, TagSet.Empty), Ct))!.Id;
    }

    public async Task DeleteRepositoryAsync(long id)
    {
        var repository = (await Repositories.ListAsync(Home, null, 1000, Ct)).Items.Single(one => one.Id == id);
        Assert.True((await Repositories.DeleteAsync(Home, repository.Name, force: true, Ct)).IsDeleted);
    }

    /// <summary>As the upload of a layer does it: under the digest's lock until the link is committed.</summary>
    public async Task<Digest> PushBlobAsync(long repository, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var digest = Digest.Of(DigestAlgorithm.Sha256, bytes);
        await using var upload = await Blobs.CreateUploadAsync(NewKey(repository), BlobName.Shared, Ct);
        await upload.AppendAsync(PipeReader.Create(new(bytes)), digest, Ct);
        using var held = await Locks.TakeAsync(digest, Ct);
        Assert.True(await upload.CommitAsync(digest, Ct));
        Assert.True(await Links.LinkAsync(repository, digest, bytes.Length, Clock.GetUtcNow(), Ct));
        return digest;
    }

    public async Task<ImagePut> PutImageAsync(long repository, string tag, Digest? subject, params Digest[] blobs)
    {
        var content = Encoding.UTF8.GetBytes($$"""{"tag":"{{tag}}","blobs":["{{string.Join("\",\"", blobs)}}"],"subject":"{{subject}}"}""");
        return await Images.PutAsync(
            new(
                repository,
                Digest.Of(DigestAlgorithm.Sha256, content),
                ImageTag.Parse(tag),
                "application/vnd.oci.image.manifest.v1+json",
                content,
                0,
                null,
                null,
                subject,
                [.. blobs.Select(blob => new BlobReference(blob, "application/vnd.oci.image.layer.v1.tar", 1, IsRequired: true))],
                [],
                new Dictionary<string, string>(),
                Clock.GetUtcNow()),
            Ct);
    }

    public async Task<(Digest Image, Digest Blob)> PushImageAsync(long repository, string tag)
    {
        var blob = await PushBlobAsync(repository, $"layer of {tag}");
        Assert.Equal(ImagePutStatus.Stored, (await PutImageAsync(repository, tag, null, blob)).Status);
        return ((await Images.FindAsync(repository, Reference.To(ImageTag.Parse(tag)), Ct))!.Digest, blob);
    }

    public async Task<bool> HasAsync(Digest digest) => await Blobs.FindAsync(new(BlobName.Shared, digest), Ct) is not null;

    public string PathOf(Digest digest) => Path.Combine(Folder, "sealed", "0", "sha256", digest.Hex[..2], digest.Hex);

    public static UploadKey NewKey(long repository) => new(repository, new Guid(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)));

    public async ValueTask DisposeAsync()
    {
        Blobs.Dispose();
        Gate.Dispose();
        await Database.DisposeAsync();
    }
}
