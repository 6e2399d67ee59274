using System.Security.Cryptography;
using System.Text;
using Slipway.Registry.Journal;
using Slipway.Wire.Eventing;

namespace Slipway.Ecr.Events;

/// <summary>A change as ECR tells it ("Sample events from Amazon ECR" in ECR's user guide). Pure.</summary>
internal static class EcrEvent
{
    private const string Source = "aws.ecr";

    /// <returns>null for a change that ECR does not tell.</returns>
    public static ServiceEvent? Of(RegistryChange change) => change.Action switch
    {
        // An image that comes from elsewhere is told by where it came from.
        RegistryAction.ImagePushed when change.Origin is ChangeOrigin.Replication or ChangeOrigin.PullThrough => null,
        RegistryAction.ImagePushed => OnImage(change, detail => detail.Action("PUSH")),
        RegistryAction.ImageDeleted or RegistryAction.TagDeleted => OnImage(change, detail => detail.Action("DELETE")),
        RegistryAction.ImageArchived => OnImage(change, detail => detail.Action("UPDATE_STORAGE_CLASS").Text("target-storage-class", "ARCHIVE")),
        RegistryAction.ImageRestored => OnImage(change, detail => detail.Action("UPDATE_STORAGE_CLASS").Text("target-storage-class", "STANDARD").Moment("last-activated-at", change.At)),
        RegistryAction.ImageReplicated => OnRepository(change, "ECR Replication Action", EventDetail.Begin()
            .Told(change, "result", "result").Image(change).Told(change, "source-account", "source-account").Action("REPLICATE").Told(change, "source-region", "source-region")),
        RegistryAction.UpstreamSynced => OnRepository(change, "ECR Pull Through Cache Action", EventDetail.Begin()
            .Text("rule-version", "1").Told(change, "syncStatus", "sync-status").Told(change, "ecrRepositoryPrefix", "ecr-repository-prefix")
            .Image(change).Told(change, "upstreamRegistryUrl", "upstream-registry-url")),
        _ => null,
    };

    private static ServiceEvent OnImage(RegistryChange change, Func<EventDetail, EventDetail> action) => Make(
        change,
        change.Image.Subject is null ? "ECR Image Action" : "ECR Referrer Action",
        [],
        action(EventDetail.Begin().Text("result", "SUCCESS").Image(change))
            .Text("manifest-media-type", change.Image.MediaType)
            .Text("artifact-media-type", change.Image.Subject is null ? change.Image.ConfigMediaType : change.Image.ArtifactType ?? change.Image.ConfigMediaType));

    private static ServiceEvent OnRepository(RegistryChange change, string type, EventDetail detail) =>
        Make(change, type, [EcrArns.Repository(change.Registry, change.Repository)], detail);

    private static ServiceEvent Make(RegistryChange change, string type, string[] resources, EventDetail detail) =>
        new(IdOf(change), change.Registry.Account, change.Registry.Region, Source, type, resources, detail.End(), change.At);

    /// <summary>The same for the same change, and another one on every other server, whose journals count alike.</summary>
    private static Guid IdOf(RegistryChange change)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{change.Id} {change.At.ToUnixTimeMilliseconds()} {change.Registry.Account} {change.Registry.Region} {change.Repository} {change.Digest} {change.Tag}"));
        // The form of RFC 9562, version 8: made in a way of one's own.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash.AsSpan(0, 16), bigEndian: true);
    }
}
