using System.Text;
using System.Text.Json;
using Slipway.Events.Connections;
using Slipway.Events.Delivery;
using Slipway.Events.Targets;
using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Events.Destinations;

/// <summary>Web hooks as targets.</summary>
internal sealed class ApiDestinationTarget(
    IApiDestinationStore destinations, IConnectionStore connections, ConnectionSecrets secrets, IWebHooks hooks, TimeProvider clock) : ITargetKind
{
    public const string Invoking = "events:InvokeApiDestination";

    public string Action => Invoking;

    public bool Takes(Arn arn) => ApiDestination.NameOf(arn) is not null;

    public async ValueTask<TargetFault?> CheckAsync(BusKey bus, Arn arn, TargetShape target, CancellationToken ct)
    {
        if (arn.Account != bus.Account || arn.Region != bus.Region) return new("ValidationException", $"Target {target.Id}: the API destination must be of the rule's account and region.");
        return await FindAsync(arn, ct) is null ? new("ResourceNotFoundException", $"Target {target.Id}: {target.Arn} does not exist.") : null;
    }

    public async ValueTask<DeliveryOutcome> DeliverAsync(Arn arn, Target target, PendingDelivery delivery, string input, CancellationToken ct)
    {
        if (await FindAsync(arn, ct) is not { } destination) return DeliveryOutcome.Never("The API destination does not exist");
        if (await connections.FindByArnAsync(destination.ConnectionArn, ct) is not { } connection) return DeliveryOutcome.Never("The connection of the API destination does not exist");
        var content = secrets.Open(connection);
        var @event = JsonElement.Parse(delivery.Event);
        var values = target.Http ?? new([], new Dictionary<string, string>(), new Dictionary<string, string>());
        var address = Endpoint.Fill(
            destination.Endpoint,
            [.. values.Path.Select(value => Resolve(value, @event))],
            Over(values.Query, content.Query, @event));
        var body = Encoding.UTF8.GetBytes(BodyParameters.AddTo(input, content.Body));
        var reply = await hooks.SendAsync(new(destination.Method.ToString().ToUpperInvariant(), address, Headers(connection, content, values, delivery, body, @event), body), ct);
        return OutcomeOf(reply);
    }

    private static DeliveryOutcome OutcomeOf(WebHookReply reply) => reply switch
    {
        { Status: >= 200 and < 300 } => DeliveryOutcome.Arrived,
        { IsForbidden: true } => DeliveryOutcome.Never(reply.Failure!),
        { Status: null } => DeliveryOutcome.Later(reply.Failure ?? "No answer", null),
        // What may be otherwise the next time ("API destinations", "Error codes").
        { Status: 401 or 407 or 408 or 409 or 425 or 429 or >= 500 } => DeliveryOutcome.Later($"Status {reply.Status}", reply.RetryAfter),
        _ => DeliveryOutcome.Never($"Status {reply.Status}"),
    };

    private List<KeyValuePair<string, string>> Headers(
        Connection connection, ConnectionContent content, HttpValues values, PendingDelivery delivery, byte[] body, JsonElement @event)
    {
        List<KeyValuePair<string, string>> headers = [.. Over(values.Headers, content.Headers, @event)];
        headers.RemoveAll(header => string.Equals(header.Key, "Authorization", StringComparison.OrdinalIgnoreCase) && connection.Type is AuthorizationType.Basic);
        headers.Add(connection.Type is AuthorizationType.Basic
            ? new("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{content.Name}:{content.Secret}"))}")
            : new(content.Name, content.Secret));
        headers.Add(new("x-slipway-event-id", delivery.EventId));
        headers.Add(new("x-slipway-signature", WebHookSignature.Of(content.SigningKey, clock.Now(), body)));
        return headers;
    }

    // Of the target's and the connection's own, the connection's win.
    private static IEnumerable<KeyValuePair<string, string>> Over(IReadOnlyDictionary<string, string> own, IReadOnlyList<InvocationParameter> fixedOnes, JsonElement @event) => own
        .Where(pair => !fixedOnes.Any(one => string.Equals(one.Key, pair.Key, StringComparison.OrdinalIgnoreCase)))
        .Select(pair => KeyValuePair.Create(pair.Key, Resolve(pair.Value, @event)))
        .Concat(fixedOnes.Select(one => KeyValuePair.Create(one.Key, one.Value)));

    private static string Resolve(string value, JsonElement @event)
    {
        if (!value.StartsWith("$.", StringComparison.Ordinal) || JsonPath.TryParse(value) is not { } path) return value;
        return path.Find(@event) switch { null => "", { ValueKind: JsonValueKind.String } text => text.GetString()!, { } other => other.GetRawText() };
    }

    private async ValueTask<ApiDestination?> FindAsync(Arn arn, CancellationToken ct) =>
        ApiDestination.NameOf(arn) is { } name && await destinations.FindAsync(arn.Account, arn.Region, name, ct) is { } found && found.Arn == arn.ToString() ? found : null;
}
