using System.Globalization;
using Slipway.Registry.Sealing;

namespace Slipway.Registry;

/// <summary>
/// Checks that everything is what it says: re-hashes every blob and every manifest, and follows every reference.
/// A damaged blob is set aside, so that it is not served and the next push heals it. Runs while pushes, pulls and
/// collections go on: a suspicion counts only when a second look, with the collector held still, confirms it.
/// </summary>
internal sealed class Verifier(ICollectorStore store, IBlobStore blobs, BlobLocks locks, CollectionGate gate)
{
    /// <param name="say">Gets each finding, as a sentence, as soon as it is certain.</param>
    public async ValueTask<VerificationReport> RunAsync(Action<string> say, CancellationToken ct)
    {
        var findings = new Findings(say);
        var missing = await CheckBlobsAsync(findings, ct);
        var manifests = await CheckManifestsAsync(findings, ct);
        await ConfirmMissingAsync(missing, findings, ct);
        await CheckReferencesAsync(findings, ct);
        findings.TellUnread();
        return new(findings.Blobs, findings.Bytes, manifests, findings.Orphans, findings.Damage, findings.Unread);
    }

    private async ValueTask<HashSet<BlobName>> CheckBlobsAsync(Findings findings, CancellationToken ct)
    {
        HashSet<BlobName> missing = [];
        await foreach (var (known, stored) in BlobJoin.JoinAsync(store.ListBlobsAsync(ct), blobs.ListAsync(ct)))
        {
            var name = known?.Name ?? stored!.Name;
            if (await MeasureAsync(name, findings, ct) is not { } measured)
            {
                if (known is not null) missing.Add(name);
                continue;
            }

            findings.Blobs++;
            findings.Bytes += measured.Length;
            if (measured.Actual != name.Digest) await SetAsideAsync(name, findings, ct);
            else if (known is null) findings.Orphans++;
            else if (known.Size != measured.Length) findings.Damaged($"The blob {name} has {Text(measured.Length)} bytes, but the database says {Text(known.Size)}.");
        }

        return missing;
    }

    private async ValueTask<MeasuredBlob?> MeasureAsync(BlobName name, Findings findings, CancellationToken ct)
    {
        try
        {
            return await blobs.MeasureAsync(name, ct);
        }
        catch (KeyUnavailableException shut)
        {
            // It is there, so it is not missing; nor is it known to be damaged, so that it stays where it is.
            findings.Shut($"The blob {name}", shut);
            return null;
        }
    }

    private async ValueTask SetAsideAsync(BlobName name, Findings findings, CancellationToken ct)
    {
        // A push may have healed it, or a collection deleted it, since it was read.
        using var held = await locks.TakeAsync(name.Digest, ct);
        if (await blobs.MeasureAsync(name, ct) is not { } measured || measured.Actual == name.Digest) return;
        await blobs.QuarantineAsync(name, ct);
        var what = measured.Actual is { } actual ? $"its {Text(measured.Length)} bytes are {actual}" : "its bytes do not open";
        findings.Damaged($"The blob {name} is damaged: {what}. It was set aside; pushing it again heals it.");
    }

    private async ValueTask<int> CheckManifestsAsync(Findings findings, CancellationToken ct)
    {
        var count = 0;
        await foreach (var (repository, manifest, shut) in store.ListManifestsAsync(ct))
        {
            if (shut is not null)
            {
                findings.Shut($"The manifest {manifest.Digest} in {repository}", shut);
                continue;
            }

            count++;
            var actual = Digest.Of(manifest.Digest.Algorithm, manifest.Content.Span);
            if (actual != manifest.Digest) findings.Damaged($"The manifest {manifest.Digest} in {repository} is damaged: its bytes are {actual}.");
        }

        return count;
    }

    private async ValueTask ConfirmMissingAsync(HashSet<BlobName> missing, Findings findings, CancellationToken ct)
    {
        if (missing.Count == 0) return;
        using var closed = await gate.CloseAsync(ct);
        await foreach (var known in store.ListBlobsAsync(ct))
        {
            if (!missing.Contains(known.Name) || await blobs.FindAsync(known.Name, ct) is not null) continue;
            findings.Damaged($"The blob {known.Name} of {Text(known.Size)} bytes is missing; pushing it again heals it.");
        }
    }

    private async ValueTask CheckReferencesAsync(Findings findings, CancellationToken ct)
    {
        var suspicions = await ListAsync(ct);
        if (suspicions.Count == 0) return;
        using var closed = await gate.CloseAsync(ct);
        suspicions.IntersectWith(await ListAsync(ct));
        foreach (var sentence in suspicions.Order(StringComparer.Ordinal)) findings.Damaged(sentence);
    }

    private async ValueTask<HashSet<string>> ListAsync(CancellationToken ct)
    {
        HashSet<string> sentences = new(StringComparer.Ordinal);
        await foreach (var sentence in store.ListDanglingReferencesAsync(ct)) sentences.Add(sentence);
        return sentences;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Findings(Action<string> say)
    {
        private readonly Dictionary<string, int> unread = new(StringComparer.Ordinal);

        public int Blobs { get; set; }

        public long Bytes { get; set; }

        public int Orphans { get; set; }

        public int Damage { get; private set; }

        public int Unread { get; private set; }

        public void Damaged(string sentence)
        {
            Damage++;
            say(sentence);
        }

        /// <summary>What cannot be read now. Where somebody has taken the key away that is as it was wanted; a key that this folder should have is another thing.</summary>
        public void Shut(string what, KeyUnavailableException shut)
        {
            if (shut.Fault is KeyFault.Foreign)
            {
                Damaged($"{what} cannot be checked: {shut.Message}");
                return;
            }

            Unread++;
            unread[shut.Message] = unread.GetValueOrDefault(shut.Message) + 1;
        }

        public void TellUnread()
        {
            foreach (var (reason, count) in unread.OrderBy(pair => pair.Key, StringComparer.Ordinal)) say($"{reason} {Text(count)} blobs and manifests under it were not checked.");
        }
    }
}

/// <param name="Orphans">Whole blobs that no repository holds: the next collection sweeps them, nothing is wrong.</param>
/// <param name="Damage">Findings; 0 when everything is as it should be.</param>
/// <param name="Unread">Blobs and manifests whose KMS key cannot be used.</param>
internal sealed record VerificationReport(int Blobs, long Bytes, int Manifests, int Orphans, int Damage, int Unread);
