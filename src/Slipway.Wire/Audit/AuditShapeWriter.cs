using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Audit;

/// <summary>
/// Writes requests and answers as CloudTrail does: names in lower camel case, moments as text; secrets hidden, and
/// bounded in size.
/// </summary>
internal sealed class AuditShapeWriter : ShapeWriter, IDisposable
{
    // The longest policy document fits.
    private const int LongestText = 10_240;
    private const int MostBytes = 48 << 10;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> output = new(512);
    private readonly Utf8JsonWriter json;
    private Treatment next;

    // So many structures, lists and maps are open that are not written.
    private int skipped;

    private AuditShapeWriter() => json = new(output, Relaxed);

    /// <summary>What is to be done with the value to come.</summary>
    private enum Treatment
    {
        /// <summary>An item of a list, which has no name: written while there is room.</summary>
        Item,
        Write,
        Hide,
        Digest,
        Omit,
    }

    private bool IsFull => json.BytesCommitted + json.BytesPending > MostBytes;

    /// <returns>null when the value turned out to be unreadable.</returns>
    public static ReadOnlyMemory<byte>? Write(Action<ShapeWriter> write)
    {
        using var writer = new AuditShapeWriter();
        try
        {
            write(writer);
        }
        catch (Unreadable)
        {
            return null;
        }

        writer.json.Flush();
        return writer.output.WrittenMemory;
    }

    public void Dispose() => json.Dispose();

    public override void BeginStructure() => Begin(json.WriteStartObject);

    public override void EndStructure() => End(json.WriteEndObject);

    public override void BeginList() => Begin(json.WriteStartArray);

    public override void EndList() => End(json.WriteEndArray);

    public override void BeginMap() => Begin(json.WriteStartObject);

    public override void EndMap() => End(json.WriteEndObject);

    public override void Name(Member member)
    {
        var name = member.In(MemberCasing.Camel);
        Name(char.IsAsciiLetterUpper(name[0]) ? char.ToLowerInvariant(name[0]) + name[1..] : name);
    }

    public override void Key(string key) => Name(key);

    public override void Text(string value)
    {
        if (next is Treatment.Digest) value = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))}";
        Value(value.Length > LongestText ? string.Concat(value.AsSpan(0, LongestText), "…") : value, json.WriteStringValue);
    }

    public override void Boolean(bool value) => Value(value, json.WriteBooleanValue);

    public override void Long(long value) => Value(value, json.WriteNumberValue);

    public override void Number(double value) => Text(Protocols.Numbers.ToText(value));

    public override void Timestamp(DateTimeOffset value) => Text(Protocols.Timestamps.ToIso(value));

    public override void Blob(ReadOnlyMemory<byte> value) => Value(AuditSecrets.Hidden, json.WriteStringValue);

    private void Name(string name)
    {
        if (skipped > 0) return;
        if (IsFull)
        {
            next = Treatment.Omit;
            return;
        }

        json.WritePropertyName(name);
        next = AuditSecrets.IsSecret(name) ? Treatment.Hide : AuditSecrets.IsDocument(name) ? Treatment.Digest : Treatment.Write;
    }

    private void Begin(Action start)
    {
        if (skipped > 0 || Take() is not Treatment.Write) skipped++;
        else start();
    }

    private void End(Action end)
    {
        if (skipped > 0) skipped--;
        else end();
    }

    private void Value<T>(T value, Action<T> write)
    {
        if (skipped == 0 && Take() is Treatment.Write or Treatment.Digest) write(value);
    }

    /// <summary>How the value is to be treated; one that is hidden has been dealt with.</summary>
    private Treatment Take()
    {
        var treatment = next is not Treatment.Item ? next : IsFull ? Treatment.Omit : Treatment.Write;
        next = Treatment.Item;
        if (treatment is Treatment.Hide) json.WriteStringValue(AuditSecrets.Hidden);
        return treatment;
    }
}
