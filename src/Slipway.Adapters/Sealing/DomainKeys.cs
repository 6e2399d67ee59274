using System.Collections.Concurrent;
using System.Data.Common;
using Slipway.Adapters.Sql;
using Slipway.Kernel;
using Slipway.Kms.Keys;
using Slipway.Registry;
using Slipway.Registry.Sealing;

namespace Slipway.Adapters.Sealing;

/// <summary>
/// The keys of all domains: the shared one's from the data key, the others' from the material of their KMS keys. With two
/// layers the second one's is the installation's, so that neither key alone opens anything.
/// </summary>
internal sealed class DomainKeys(Database database, DataKey dataKey, KeyChanges changes) : IDomainKeys
{
    private const string Find =
        """
        select d.kms_key, d.is_dual, k.state, k.sealed_material
        from encryption_domain d left join kms_key k on k.arn = d.kms_key where d.id = @domain
        """;

    private readonly SharedKey shared = new(dataKey);
    private readonly byte[] outer = dataKey.Derive("blobs, second layer");
    private readonly byte[] outerOfManifests = dataKey.Derive("manifests, second layer");
    private readonly KeyMaterial material = new(dataKey);
    // A domain for each KMS key and layering; past so many all are read anew.
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<long, Remembered> remembered = new();

    public ValueTask<WrappingKey> FindAsync(long domain, CancellationToken ct) =>
        domain == BlobName.Shared ? shared.FindAsync(domain, ct) : UsableAsync(domain, ct);

    /// <returns>null when the domain's key can be used.</returns>
    public async ValueTask<KeyUnavailableException?> FaultOfAsync(long domain, CancellationToken ct) =>
        domain == BlobName.Shared ? null : (await LoadAsync(domain, ct)).Fault();

    /// <summary>The key of a domain's manifests, as it is within a transaction of the metadata.</summary>
    /// <param name="domain">Not the shared one.</param>
    /// <exception cref="KeyUnavailableException">It cannot be used now.</exception>
    public ManifestKey ManifestsIn(SqlSession session, long domain) => Read(session, domain).Usable().Manifests;

    private async ValueTask<WrappingKey> UsableAsync(long domain, CancellationToken ct) => (await LoadAsync(domain, ct)).Usable().Blobs;

    private async ValueTask<Remembered> LoadAsync(long domain, CancellationToken ct)
    {
        var count = changes.Count;
        if (remembered.TryGetValue(domain, out var known) && known.Count == count) return known;
        var found = await database.ReadAsync(session => Read(session, domain), ct) with { Count = count };
        if (remembered.Count >= MostRemembered) remembered.Clear();
        remembered[domain] = found;
        return found;
    }

    private Remembered Read(SqlSession session, long domain) =>
        session.On(Find).With("@domain", domain).First(ReadRow) ?? new(0, $"domain {domain}", KeyFault.Missing, null);

    private Remembered ReadRow(DbDataReader row)
    {
        var arn = row.GetString(0);
        if (row.IsDBNull(3)) return new(0, arn, KeyFault.Missing, null);
        KeyFault? fault = Enum.Parse<KeyState>(row.GetString(2)) switch
        {
            KeyState.Enabled => null,
            KeyState.Disabled => KeyFault.Disabled,
            _ => KeyFault.PendingDeletion,
        };
        if (fault is not null) return new(0, arn, fault, null);
        DataKey key = new(material.Open(arn, row.Bytes(3)));
        var isDual = row.GetBoolean(1);
        return new(0, arn, null, new(
            new(key.Derive("blobs"), isDual ? outer : null),
            new(key.Derive("manifests"), isDual ? outerOfManifests : null)));
    }

    /// <param name="Count">Of the changes of keys when it was read.</param>
    private sealed record Remembered(long Count, string Arn, KeyFault? Why, Keys? Keys)
    {
        // One each: an exception that is thrown twice has the stack of the last.
        public KeyUnavailableException? Fault() => Why is { } fault ? KeyFaults.Of(Arn, fault) : null;

        public Keys Usable() => Keys ?? throw Fault()!;
    }

    private sealed record Keys(WrappingKey Blobs, ManifestKey Manifests);
}
