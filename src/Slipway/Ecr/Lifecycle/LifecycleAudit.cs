using System.Text.Json;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Lifecycle;
using Slipway.Wire;
using Slipway.Wire.Audit;

namespace Slipway.Ecr.Lifecycle;

/// <summary>
/// Tells the audit trail what policies did by themselves, in the shape of ECR's own records ("Logging Amazon ECR actions with
/// AWS CloudTrail", image lifecycle policy events): one for each batch, so that a crash loses but the last.
/// </summary>
internal sealed class LifecycleAudit(Auditor auditor, IIdSource ids)
{
    private const string Source = "ecr.amazonaws.com", Internal = "AWS Internal";

    public ValueTask RecordAsync(DueLifecyclePolicy due, LifecyclePolicy policy, IReadOnlyList<LifecycleDeed> deeds) =>
        auditor.RecordAsync(Event("PolicyExecutionEvent", due.Repository, json => Write(json, due, policy, deeds)) with { IsReadOnly = false });

    /// <param name="expiring">Images that would go.</param>
    /// <param name="transitioning">Images that would be archived.</param>
    public ValueTask RecordPreviewAsync(Repository repository, LifecyclePolicy policy, long expiring, long transitioning) => auditor.RecordAsync(Event(
        "DryRunEvent",
        repository,
        json =>
        {
            json.WriteString("repositoryName", repository.Name.ToString());
            WritePolicy(json, policy);
            json.WriteNumber("expiringImageTotalCount", expiring);
            json.WriteNumber("transitioningImageTotalCount", transitioning);
        }));

    private AuditEvent Event(string name, Repository repository, Action<Utf8JsonWriter> details)
    {
        var principal = new Principal(repository.Registry.Account, Internal, "", "") { Kind = PrincipalKind.Service };
        return new(Source, name, new(principal, repository.Registry.Region, ids.NewId().ToString()) { UserAgent = Internal })
        {
            IsReadOnly = true,
            ServiceEventDetails = AuditJson.Object(details),
            Resources = [EcrArns.Repository(repository.Registry, repository.Name)],
        };
    }

    private static void Write(Utf8JsonWriter json, DueLifecyclePolicy due, LifecyclePolicy policy, IReadOnlyList<LifecycleDeed> deeds)
    {
        json.WriteString("repositoryName", due.Repository.Name.ToString());
        WritePolicy(json, policy);
        json.WriteStartArray("lifecycleEventImageActions");
        foreach (var deed in deeds.Where(deed => deed is { Status: LifecycleDeedStatus.Done, Image: not null }))
        {
            json.WriteStartObject();
            json.WriteNumber("rulePriority", deed.Choice.RulePriority);
            json.WriteString("action", WordOf(deed.Choice.Action));
            WriteImage(json, deed.Image!);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("lifecycleEventFailureDetails");
        foreach (var deed in deeds.Where(deed => deed is { Status: LifecycleDeedStatus.ReferencedByIndex or LifecycleDeedStatus.Protected, Image: not null }))
        {
            json.WriteStartObject();
            json.WriteNumber("rulePriority", deed.Choice.RulePriority);
            json.WriteString("failureCode", deed.Status is LifecycleDeedStatus.Protected ? "DeletionProtected" : "ImageReferencedByManifestList");
            WriteImage(json, deed.Image!);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePolicy(Utf8JsonWriter json, LifecyclePolicy policy)
    {
        json.WriteStartObject("lifecycleEventPolicy");
        json.WriteStartArray("lifecycleEventRules");
        foreach (var rule in policy.Rules)
        {
            json.WriteStartObject();
            json.WriteNumber("rulePriority", rule.Priority);
            if (rule.Description is { } description) json.WriteString("description", AuditJson.Shortened(description));
            json.WriteString("tagStatus", rule.Selection.TagStatus.ToString());
            json.WriteString("action", WordOf(rule.Action));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, LifecycleImage image)
    {
        json.WriteStartObject("lifecycleEventImage");
        json.WriteString("digest", image.Digest.ToString());
        json.WriteString("tagStatus", image.Tags.Count > 0 ? "Tagged" : "Untagged");
        json.WriteStartArray("tagList");
        foreach (var tag in image.Tags) json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteNumber("pushedAt", image.PushedAt.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }

    private static string WordOf(LifecycleAction action) => action is LifecycleAction.Expire ? "expire" : "transition";
}
