using System.Globalization;
using Slipway.Adapters.Files;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>
/// Where everything lies. This file alone computes paths:
/// <code>
/// root/
/// ├─ blobs/sha256/ab/ab12…     a whole, durable blob; never changed, only replaced as a whole or deleted
/// ├─ blobs/sha512/ab/ab12…
/// ├─ uploads/42/&lt;uuid&gt;        what has arrived of an upload to the repository with the id 42
/// └─ quarantine/sha256-ab12…   a blob whose bytes were found not to be what its name says
/// </code>
/// </summary>
internal sealed class BlobLayout
{
    private const int FoldersPerAlgorithm = 256;

    private readonly string blobs;
    private readonly string quarantine;
    private readonly bool[] isPrepared = new bool[Enum.GetValues<DigestAlgorithm>().Length * FoldersPerAlgorithm];

    public BlobLayout(string root)
    {
        blobs = Path.Combine(root, "blobs");
        Uploads = Path.Combine(root, "uploads");
        quarantine = Path.Combine(root, "quarantine");
        foreach (var algorithm in Enum.GetValues<DigestAlgorithm>()) Prepare(algorithm);
        PosixFiles.CreatePrivateFolder(Uploads);
        PosixFiles.CreatePrivateFolder(quarantine);
        PosixFiles.FlushFolder(blobs);
        PosixFiles.FlushFolder(root);
    }

    public string Uploads { get; }

    public string FileOf(Digest digest)
    {
        var hex = digest.Hex;
        return string.Concat(blobs, digest.Algorithm is DigestAlgorithm.Sha256 ? "/sha256/" : "/sha512/", hex.AsSpan(0, 2), "/") + hex;
    }

    /// <summary>The same for a blob that is about to come: its folder is there, and durable.</summary>
    public string TargetOf(Digest digest)
    {
        var file = FileOf(digest);
        ref var isReady = ref isPrepared[IndexOf(digest.Algorithm, byte.Parse(digest.Hex.AsSpan(0, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))];
        if (Volatile.Read(ref isReady)) return file;
        PosixFiles.CreatePrivateFolder(Path.GetDirectoryName(file)!);
        PosixFiles.FlushFolder(Path.Combine(blobs, NameOf(digest.Algorithm)));
        Volatile.Write(ref isReady, true);
        return file;
    }

    public string QuarantineOf(Digest digest) => Path.Combine(quarantine, $"{NameOf(digest.Algorithm)}-{digest.Hex}");

    public string UploadFolderOf(long repositoryId) => Path.Combine(Uploads, repositoryId.ToString(CultureInfo.InvariantCulture));

    public string UploadOf(UploadKey key) => Path.Combine(UploadFolderOf(key.RepositoryId), key.Id.ToString("D"));

    /// <summary>Every blob file in the order of the digests, in memory one folder at a time. What does not carry the name of a blob in its place is passed over.</summary>
    public IEnumerable<(Digest Digest, FileInfo File)> Blobs()
    {
        foreach (var algorithm in Enum.GetValues<DigestAlgorithm>())
        {
            foreach (var folder in Directory.GetDirectories(Path.Combine(blobs, NameOf(algorithm))).Order(StringComparer.Ordinal))
            {
                foreach (var file in new DirectoryInfo(folder).GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal))
                {
                    if (Digest.TryParse($"{NameOf(algorithm)}:{file.Name}", out var digest) && file.Name.StartsWith(Path.GetFileName(folder), StringComparison.Ordinal))
                        yield return (digest, file);
                }
            }
        }
    }

    /// <summary>Makes every name of a blob durable.</summary>
    public void FlushFolders()
    {
        foreach (var algorithm in Enum.GetValues<DigestAlgorithm>())
            foreach (var folder in Directory.EnumerateDirectories(Path.Combine(blobs, NameOf(algorithm)))) PosixFiles.FlushFolder(folder);
    }

    // What is there becomes durable now; the rest is made when it is needed, so that a first start need not wait for it.
    private void Prepare(DigestAlgorithm algorithm)
    {
        var folder = Path.Combine(blobs, NameOf(algorithm));
        PosixFiles.CreatePrivateFolder(folder);
        foreach (var name in Directory.EnumerateDirectories(folder).Select(Path.GetFileName))
        {
            if (byte.TryParse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var first)) isPrepared[IndexOf(algorithm, first)] = true;
        }

        PosixFiles.FlushFolder(folder);
    }

    private static int IndexOf(DigestAlgorithm algorithm, byte first) => ((int)algorithm * FoldersPerAlgorithm) + first;

    private static string NameOf(DigestAlgorithm algorithm) => algorithm is DigestAlgorithm.Sha256 ? "sha256" : "sha512";
}
