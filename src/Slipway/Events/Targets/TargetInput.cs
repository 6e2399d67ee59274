using System.Text.Encodings.Web;
using System.Text.Json;
using Slipway.Events.Delivery;
using Slipway.Wire;

namespace Slipway.Events.Targets;

/// <summary>What of an event goes to a target: all of it, a part, a fixed text, or what a template makes of it.</summary>
internal static class TargetInput
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="AwsError">More than one of them, or one that is wrong.</exception>
    public static void Check(TargetShape target)
    {
        if ((target.Input is null ? 0 : 1) + (target.InputPath is null ? 0 : 1) + (target.InputTransformer is null ? 0 : 1) > 1)
            throw EventsErrors.Invalid($"Only one of Input, InputPath, or InputTransformer must be provided for target {target.Id}.");
        if (target.Input is { } input && !JsonTexts.IsJson(input)) throw EventsErrors.Invalid($"JSON syntax error in input for target {target.Id}.");
        if (target.InputPath is { } path && JsonPath.TryParse(path) is null) throw EventsErrors.Invalid($"Invalid InputPath for target {target.Id} : {path}");
        if (target.InputTransformer is not { } transformer) return;
        foreach (var (name, place) in transformer.InputPathsMap ?? new Dictionary<string, string>())
        {
            if (JsonPath.TryParse(place) is null) throw EventsErrors.Invalid($"Invalid InputPath for target {target.Id} : {place}");
            if (name.StartsWith("AWS", StringComparison.OrdinalIgnoreCase)) throw EventsErrors.Invalid($"InputPathsMap for target {target.Id} contains the reserved name {name}.");
        }

        if (InputTemplate.TryParse(transformer.InputTemplate, transformer.InputPathsMap?.Keys ?? [], out var fault) is null)
            throw EventsErrors.Invalid($"InputTemplate for target {target.Id} {fault}");
    }

    /// <param name="event">The whole event.</param>
    public static string Of(Target target, PendingDelivery delivery, JsonElement @event)
    {
        if (target.Input is { } input) return input;
        if (target.InputPath is { } path) return JsonPath.TryParse(path)?.Find(@event)?.GetRawText() ?? "null";
        if (target.Transformer is not { } transformer) return delivery.Event;
        return InputTemplate.TryParse(transformer.Template, transformer.Paths.Keys, out _)?.Render(name => Find(name, transformer, delivery, @event)) ?? "null";
    }

    private static JsonElement? Find(string name, Transformer transformer, PendingDelivery delivery, JsonElement @event) => name switch
    {
        "aws.events.rule-arn" => Text(delivery.Bus.RuleArn(delivery.Rule)),
        "aws.events.rule-name" => Text(delivery.Rule.ToString()),
        "aws.events.event.ingestion-time" => Text(delivery.PublishedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)),
        "aws.events.event.json" => @event,
        "aws.events.event" => WithoutDetail(@event),
        _ => transformer.Paths.TryGetValue(name, out var path) ? JsonPath.TryParse(path)?.Find(@event) : null,
    };

    private static JsonElement WithoutDetail(JsonElement @event)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Relaxed))
        {
            json.WriteStartObject();
            foreach (var member in @event.EnumerateObject().Where(member => !member.NameEquals("detail"))) member.WriteTo(json);
            json.WriteEndObject();
        }

        return JsonElement.Parse(stream.ToArray());
    }

    private static JsonElement Text(string text) => JsonElement.Parse($"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"");
}
