using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Slipway.CloudTrail;

/// <summary>An event as it lies in the trail.</summary>
internal sealed record StoredEvent(EventShape Shape, DateTimeOffset Time)
{
    /// <returns>null when it is another account's, or no event.</returns>
    public static StoredEvent? Read(ReadOnlyMemory<byte> json, string account)
    {
        // Cheaper than reading all of it, and most often the answer.
        if (json.Span.IndexOf(Encoding.ASCII.GetBytes($"\"recipientAccountId\":\"{account}\"")) < 0) return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (Text(root, "recipientAccountId") != account || Text(root, "eventTime") is not { } text) return null;
            var time = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
            var identity = root.GetProperty("userIdentity");
            return new(
                new(
                    Text(root, "eventID"),
                    Text(root, "eventName"),
                    root.GetProperty("readOnly").GetBoolean() ? "true" : "false",
                    Text(identity, "accessKeyId"),
                    time,
                    Text(root, "eventSource"),
                    NameOf(identity),
                    root.TryGetProperty("resources", out var resources) ? [.. resources.EnumerateArray().SelectMany(ResourcesOf)] : [],
                    Encoding.UTF8.GetString(json.Span)),
                time);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // A disk that spoils a line must not hide the others.
            return null;
        }
    }

    public bool Has(LookupAttributeKey key, string value) => key switch
    {
        LookupAttributeKey.EventId => Shape.EventId == value,
        LookupAttributeKey.EventName => Shape.EventName == value,
        LookupAttributeKey.ReadOnly => Shape.ReadOnly == value,
        LookupAttributeKey.Username => Shape.Username == value,
        LookupAttributeKey.ResourceType => Shape.Resources!.Any(resource => resource.ResourceType == value),
        LookupAttributeKey.ResourceName => Shape.Resources!.Any(resource => resource.ResourceName == value),
        LookupAttributeKey.EventSource => Shape.EventSource == value,
        _ => Shape.AccessKeyId == value,
    };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static string? NameOf(JsonElement identity) => Text(identity, "type") switch
    {
        "Root" => "root",
        // role's id:session's name
        "AssumedRole" or "FederatedUser" when Text(identity, "principalId") is { } id => id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..],
        _ => Text(identity, "userName"),
    };

    /// <summary>Each resource by its ARN and by its name, since people look for both.</summary>
    private static IEnumerable<ResourceShape> ResourcesOf(JsonElement resource)
    {
        if (Text(resource, "ARN") is not { } arn) yield break;
        var type = Text(resource, "type");
        yield return new(type, arn);
        var name = arn[(arn.LastIndexOf(':') + 1)..];
        var slash = type == "AWS::ECR::Repository" ? name.IndexOf('/', StringComparison.Ordinal) : name.LastIndexOf('/');
        if (slash >= 0) yield return new(type, name[(slash + 1)..]);
    }
}
