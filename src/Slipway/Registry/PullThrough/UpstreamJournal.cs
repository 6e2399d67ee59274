using System.Text.Json;
using Microsoft.Extensions.Logging;
using Slipway.Registry.Journal;

namespace Slipway.Registry.PullThrough;

/// <summary>Writes into the journal what came from upstreams, and what failed to.</summary>
internal sealed partial class UpstreamJournal(IChangeJournal journal, IImageStore images, TimeProvider clock, ILogger<UpstreamJournal> log)
{
    /// <summary>What is written of a rule: <c>ecrRepositoryPrefix</c>, <c>upstreamRegistryUrl</c>, and <c>syncStatus</c> (<c>SUCCESS</c> or <c>FAILED</c>).</summary>
    public async ValueTask TryNoteAsync(PullThroughRule rule, Repository repository, Digest digest, ImageTag? tag, bool isSynced)
    {
        try
        {
            var image = await images.FindAsync(repository.Id, Reference.To(digest), CancellationToken.None);
            var kind = image is null ? ImageKind.Unknown : new ImageKind(image.MediaType, image.ConfigMediaType, image.ArtifactType, image.Subject);
            await journal.AppendAsync(
                new(0, repository.Registry, repository.Id, repository.Name, RegistryAction.UpstreamSynced, ChangeOrigin.PullThrough, digest, tag, kind, DetailOf(rule, isSynced), clock.GetUtcNow()),
                CancellationToken.None);
        }
        catch (Exception fault)
        {
            // The image is there, or is not; nobody who waits for it is helped by this fault.
            NotNoted(log, digest.ToString(), fault);
        }
    }

    private static string DetailOf(PullThroughRule rule, bool isSynced)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("ecrRepositoryPrefix", rule.Prefix);
            json.WriteString("upstreamRegistryUrl", rule.UpstreamUrl);
            json.WriteString("syncStatus", isSynced ? "SUCCESS" : "FAILED");
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    [LoggerMessage(3502, LogLevel.Warning, "What became of the image {Digest} of an upstream could not be written into the journal")]
    private static partial void NotNoted(ILogger log, string digest, Exception fault);
}
