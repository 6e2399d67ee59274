using System.Collections.Concurrent;
using System.Globalization;
using Slipway.Adapters.Files;
using Slipway.Adapters.Sealing;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>
/// Where everything lies. This file alone computes paths:
/// <code>
/// root/
/// ├─ sealed/0/sha256/ab/ab12…   a whole, durable blob of domain 0, encrypted; never changed, only replaced as a whole or deleted
/// ├─ blobs/sha256/ab/ab12…      the same in plain: from an earlier version, or where the disk is encrypted already
/// ├─ uploads/42/&lt;uuid&gt;          what has arrived of an upload to the repository with the id 42; .sealed where it is encrypted
/// ├─ sealing/                   copies of plain blobs that are being encrypted
/// └─ quarantine/sha256-ab12…    a blob whose bytes were found not to be what its name says; of another domain, behind its number
/// </code>
/// </summary>
internal sealed class BlobLayout
{
    private readonly string plain;
    private readonly string shut;
    private readonly string quarantine;
    // Folders of every domain, so there is no end to them: past so many each is looked at once more.
    private const int MostPrepared = 100_000;

    private readonly ConcurrentDictionary<string, bool> prepared = new(StringComparer.Ordinal);

    public BlobLayout(string root)
    {
        plain = Path.Combine(root, "blobs");
        shut = Path.Combine(root, "sealed");
        Uploads = Path.Combine(root, "uploads");
        Sealing = Path.Combine(root, "sealing");
        quarantine = Path.Combine(root, "quarantine");
        foreach (var folder in new[] { plain, shut, Uploads, Sealing, quarantine }) PosixFiles.CreatePrivateFolder(folder);
        // What is there becomes durable now; the rest is made when it is needed, so that a first start need not wait for it.
        foreach (var folder in Trees().SelectMany(Algorithms)) PosixFiles.FlushFolder(folder);
        PosixFiles.FlushFolder(shut);
        PosixFiles.FlushFolder(plain);
        PosixFiles.FlushFolder(root);
        HasPlain = Algorithms(plain).SelectMany(Directory.EnumerateDirectories).SelectMany(Directory.EnumerateFiles).Any();
    }

    public string Uploads { get; }

    public string Sealing { get; }

    /// <summary>Whether a blob may lie there in plain; spares every look for one that is absent a second look.</summary>
    public bool HasPlain { get; set; }

    /// <returns>null when it is not there.</returns>
    public BlobFile? Find(BlobName name)
    {
        if (new FileInfo(FileOf(name, isSealed: true)) is { Exists: true } file) return new(name, file, IsSealed: true);
        return IsPlainPossible(name) && new FileInfo(FileOf(name, isSealed: false)) is { Exists: true } bare ? new(name, bare, IsSealed: false) : null;
    }

    public bool IsPlainPossible(BlobName name) => HasPlain && name.Domain == BlobName.Shared;

    public string FileOf(BlobName name, bool isSealed)
    {
        var hex = name.Digest.Hex;
        var tree = isSealed ? TreeOf(name.Domain) : plain;
        return string.Concat(tree, name.Digest.Algorithm is DigestAlgorithm.Sha256 ? "/sha256/" : "/sha512/", hex.AsSpan(0, 2), "/") + hex;
    }

    /// <summary>The same for a blob that is about to come: its folder is there, and durable.</summary>
    public string TargetOf(BlobName name, bool isSealed)
    {
        var file = FileOf(name, isSealed);
        if (!isSealed) HasPlain = true;
        Prepare(Path.GetDirectoryName(file)!);
        return file;
    }

    public string QuarantineOf(BlobName name) =>
        Path.Combine(quarantine, $"{(name.Domain == BlobName.Shared ? "" : $"{name.Domain}-")}{NameOf(name.Digest.Algorithm)}-{name.Digest.Hex}");

    public string UploadFolderOf(long repositoryId) => Path.Combine(Uploads, repositoryId.ToString(CultureInfo.InvariantCulture));

    public string UploadOf(UploadKey key, bool isSealed) =>
        Path.Combine(UploadFolderOf(key.RepositoryId), key.Id.ToString("D") + (isSealed ? BlobFile.SealedSuffix : ""));

    /// <summary>Every blob file in the order of the names, in memory one folder at a time. What does not carry the name of a blob in its place is passed over.</summary>
    public IEnumerable<BlobFile> Blobs()
    {
        List<long> domains = [BlobName.Shared];
        foreach (var folder in Directory.GetDirectories(shut))
            if (long.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var domain) && domain != BlobName.Shared) domains.Add(domain);
        return domains.Order().SelectMany(BlobsOf);
    }

    /// <summary>The blobs that lie there in plain.</summary>
    public IEnumerable<BlobFile> PlainBlobs() =>
        Enum.GetValues<DigestAlgorithm>().SelectMany(algorithm => FoldersOf(plain, algorithm).SelectMany(folder => FilesIn(folder, algorithm, BlobName.Shared, isSealed: false)));

    /// <summary>Makes every name of a blob durable.</summary>
    public void FlushFolders()
    {
        foreach (var folder in Trees().SelectMany(Algorithms).SelectMany(Directory.EnumerateDirectories)) PosixFiles.FlushFolder(folder);
    }

    private IEnumerable<BlobFile> BlobsOf(long domain)
    {
        foreach (var algorithm in Enum.GetValues<DigestAlgorithm>())
        {
            var bare = domain == BlobName.Shared ? FoldersOf(plain, algorithm) : [];
            var encrypted = FoldersOf(TreeOf(domain), algorithm);
            foreach (var folder in bare.Concat(encrypted).Select(Path.GetFileName).Distinct().Order(StringComparer.Ordinal))
            {
                // Sealed first: where a blob is in both, that one counts.
                var files = encrypted.Where(each => Path.GetFileName(each) == folder).SelectMany(each => FilesIn(each, algorithm, domain, isSealed: true))
                    .Concat(bare.Where(each => Path.GetFileName(each) == folder).SelectMany(each => FilesIn(each, algorithm, domain, isSealed: false)));
                foreach (var file in files.DistinctBy(file => file.Name).OrderBy(file => file.Name)) yield return file;
            }
        }
    }

    private static IEnumerable<BlobFile> FilesIn(string folder, DigestAlgorithm algorithm, long domain, bool isSealed)
    {
        foreach (var file in new DirectoryInfo(folder).GetFiles())
        {
            if (Digest.TryParse($"{NameOf(algorithm)}:{file.Name}", out var digest) && file.Name.StartsWith(Path.GetFileName(folder), StringComparison.Ordinal))
                yield return new(new(domain, digest), file, isSealed);
        }
    }

    private static List<string> FoldersOf(string tree, DigestAlgorithm algorithm) =>
        Path.Combine(tree, NameOf(algorithm)) is var folder && Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder)] : [];

    private IEnumerable<string> Trees() => Directory.EnumerateDirectories(shut).Append(plain);

    private static IEnumerable<string> Algorithms(string tree) =>
        Enum.GetValues<DigestAlgorithm>().Select(algorithm => Path.Combine(tree, NameOf(algorithm))).Where(Directory.Exists);

    private string TreeOf(long domain) => Path.Combine(shut, domain.ToString(CultureInfo.InvariantCulture));

    private void Prepare(string folder)
    {
        if (prepared.ContainsKey(folder)) return;
        var parent = Path.GetDirectoryName(folder)!;
        if (parent != plain && parent != shut) Prepare(parent);
        PosixFiles.CreatePrivateFolder(folder);
        PosixFiles.FlushFolder(parent);
        if (prepared.Count >= MostPrepared) prepared.Clear();
        prepared[folder] = true;
    }

    private static string NameOf(DigestAlgorithm algorithm) => algorithm is DigestAlgorithm.Sha256 ? "sha256" : "sha512";
}

/// <summary>The file of a blob.</summary>
internal readonly record struct BlobFile(BlobName Name, FileInfo File, bool IsSealed)
{
    /// <summary>What an upload's file ends in when it is encrypted.</summary>
    public const string SealedSuffix = ".sealed";

    /// <summary>Bytes of plaintext.</summary>
    public long Length => LengthOf(File.Length, IsSealed);

    public static long LengthOf(long file, bool isSealed) => isSealed ? SealedGeometry.PlainLengthOf(file) : file;
}
