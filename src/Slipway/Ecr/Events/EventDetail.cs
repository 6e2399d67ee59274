using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Slipway.Registry.Journal;

namespace Slipway.Ecr.Events;

/// <summary>The <c>detail</c> of an event of ECR, member by member; what is not known stays out.</summary>
internal sealed class EventDetail : IDisposable
{
    private readonly ArrayBufferWriter<byte> output = new(512);
    private readonly Utf8JsonWriter json;

    private EventDetail() => json = new(output);

    public static EventDetail Begin()
    {
        EventDetail detail = new();
        detail.json.WriteStartObject();
        return detail;
    }

    public EventDetail Action(string type) => Text("action-type", type);

    public EventDetail Text(string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
        return this;
    }

    public EventDetail Moment(string name, DateTimeOffset at) =>
        Text(name, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture));

    public EventDetail Image(RegistryChange change) => Text("repository-name", change.Repository.ToString())
        .Text("image-digest", change.Digest.ToString())
        .Text("image-tag", change.Tag?.ToString());

    /// <summary>A member of what the change itself has to say.</summary>
    public EventDetail Told(RegistryChange change, string from, string name)
    {
        if (change.Detail is null) return this;
        using var told = JsonDocument.Parse(change.Detail);
        return Text(name, told.RootElement.TryGetProperty(from, out var value) ? value.GetString() : null);
    }

    public string End()
    {
        json.WriteEndObject();
        Dispose();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public void Dispose() => json.Dispose();
}
