using System.Text.Json;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.PullThrough;
using Slipway.Wire;
using Slipway.Wire.Audit;

namespace Slipway.Ecr.PullThrough;

/// <summary>
/// Writes down what the cache reads in another registry of this server, as the calls of the role that they are elsewhere: in
/// both accounts, since nobody there has given a client of theirs the image. Refusals as everywhere in the caller's alone.
/// </summary>
internal sealed class UpstreamAudit(Auditor auditor, IServiceRoles roles, IIdSource ids) : IUpstreamReads
{
    public async ValueTask TellAsync(UpstreamRead read, Digest? digest, string? refusal)
    {
        var action = UpstreamPermissions.ActionOf(read.Part);
        var account = read.Cache.Account;
        var principal = (read.Role is { } role ? await roles.FindPrincipalAsync(UpstreamPermissions.Service, role, CancellationToken.None) : null)
            ?? new(account, UpstreamPermissions.Service, $"{account}/{UpstreamPermissions.Service}", "") { Kind = PrincipalKind.Service };
        var caller = new Caller(principal, read.Upstream.Region, ids.NewId().ToString()) { UserAgent = UpstreamPermissions.Service };
        var name = read.Part is UpstreamPart.Referrers ? "ListImageReferrers" : action[(action.IndexOf(':', StringComparison.Ordinal) + 1)..];
        await auditor.PostAsync(new("ecr.amazonaws.com", name, caller)
        {
            IsReadOnly = true,
            RequestParameters = AuditJson.Object(json => WriteParameters(json, read, digest)),
            Resources = [UpstreamPermissions.ResourceOf(read)],
            ErrorCode = refusal is null ? null : "AccessDeniedException",
            ErrorMessage = refusal,
        });
    }

    private static void WriteParameters(Utf8JsonWriter json, UpstreamRead read, Digest? digest)
    {
        json.WriteString("registryId", read.Upstream.Account);
        json.WriteString("repositoryName", AuditJson.Shortened(read.Repository));
        if (read.Part is UpstreamPart.Layer)
        {
            if (digest is { } layer) json.WriteString("layerDigest", layer.ToString());
            return;
        }

        if (read.Part is UpstreamPart.Referrers)
        {
            if (digest is not { } subject) return;
            json.WriteStartObject("subjectId");
            json.WriteString("imageDigest", subject.ToString());
            json.WriteEndObject();
            return;
        }

        json.WriteStartArray("imageIds");
        json.WriteStartObject();
        if (digest is { } image) json.WriteString("imageDigest", image.ToString());
        if (read.Tag is { } tag) json.WriteString("imageTag", tag.ToString());
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
