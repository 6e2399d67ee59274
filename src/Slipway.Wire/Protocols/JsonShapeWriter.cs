using System.Text.Json;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Protocols;

/// <summary>Answers as JSON: timestamps are numbers, epoch seconds with milliseconds, as every SDK reads them.</summary>
internal sealed class JsonShapeWriter(Utf8JsonWriter json, MemberCasing casing) : ShapeWriter
{
    public override void BeginStructure() => json.WriteStartObject();

    public override void EndStructure() => json.WriteEndObject();

    public override void BeginList() => json.WriteStartArray();

    public override void EndList() => json.WriteEndArray();

    public override void BeginMap() => json.WriteStartObject();

    public override void EndMap() => json.WriteEndObject();

    public override void Name(Member member) => json.WritePropertyName(member.Json(casing));

    public override void Key(string key) => json.WritePropertyName(key);

    public override void Text(string value)
    {
        // The writer would say null, and a client would miss a member that it was promised.
        ArgumentNullException.ThrowIfNull(value);
        json.WriteStringValue(value);
    }

    public override void Boolean(bool value) => json.WriteBooleanValue(value);

    public override void Long(long value) => json.WriteNumberValue(value);

    public override void Number(double value)
    {
        // JSON has no words for these; the protocol sends them as strings (Smithy, "Float and double").
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(Numbers.ToText(value));
    }

    public override void Timestamp(DateTimeOffset value) => json.WriteNumberValue(value.ToUnixTimeMilliseconds() / 1000m);

    public override void Blob(ReadOnlyMemory<byte> value) => json.WriteBase64StringValue(value.Span);
}
