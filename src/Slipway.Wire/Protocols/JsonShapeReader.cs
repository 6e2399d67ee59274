using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Protocols;

/// <summary>One value of a JSON body. Strict: UTF-8, no duplicate keys, at most 64 levels, numbers that fit.</summary>
internal sealed class JsonShapeReader : ShapeReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    private readonly JsonElement element;

    private JsonShapeReader(JsonElement element, Binding binding, ShapeReader? parent, string? name, int index)
        : base(binding, parent, name, index) => this.element = element;

    public static JsonShapeReader Parse(ReadOnlyMemory<byte> body, Binding binding)
    {
        // Clients may send nothing where there is nothing to say.
        if (body.IsEmpty) body = "{}"u8.ToArray();
        if (!Utf8.IsValid(body.Span)) throw new Unreadable("The request body is not valid UTF-8");
        try
        {
            // The document is not disposed: it does not come from a pool that misses it, and blobs outlive the binding.
            return new(JsonDocument.Parse(body, Strict).RootElement, binding, null, null, 0);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // The second is said of a key with half of a surrogate pair.
            throw new Unreadable("The request body is not a well-formed JSON document");
        }
    }

    public override ShapeReader? Find(Member member)
    {
        ExpectStructure();
        return element.TryGetProperty(member.Utf8(Binding.Casing), out var value) && value.ValueKind is not JsonValueKind.Null
            ? new JsonShapeReader(value, Binding, this, member.In(Binding.Casing), 0)
            : null;
    }

    public override string Text()
    {
        Expect(JsonValueKind.String, "a String");
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new Unreadable($"'{Path}' holds half of a surrogate pair");
        }
    }

    public override bool Boolean() => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Mismatch("a Boolean"),
    };

    public override long Long()
    {
        Expect(JsonValueKind.Number, "a Long");
        return element.TryGetInt64(out var value) ? value : throw Mismatch("a Long");
    }

    public override double Number()
    {
        if (element.ValueKind is JsonValueKind.String && Numbers.TryParseWord(Text(), out var word)) return word;
        Expect(JsonValueKind.Number, "a Double");
        return element.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw Mismatch("a Double");
    }

    /// <summary>Epoch seconds with a fraction; boto3 may send ISO 8601 as well.</summary>
    public override DateTimeOffset Timestamp()
    {
        if (element.ValueKind is JsonValueKind.String) return Timestamps.TryParseIso(Text(), out var time) ? time : throw Mismatch("a Timestamp");
        Expect(JsonValueKind.Number, "a Timestamp");
        return Timestamps.TryFromSeconds(Number(), out var moment) ? moment : throw Mismatch("a Timestamp");
    }

    public override ReadOnlyMemory<byte> Blob()
    {
        Expect(JsonValueKind.String, "a Blob");
        try
        {
            return element.TryGetBytesFromBase64(out var bytes) ? bytes : throw new Unreadable($"'{Path}' is not Base64");
        }
        catch (InvalidOperationException)
        {
            throw new Unreadable($"'{Path}' is not Base64");
        }
    }

    public override IReadOnlyList<ShapeReader> Items()
    {
        if (element.ValueKind is not JsonValueKind.Array) throw Mismatch("a List");
        var items = new List<ShapeReader>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray()) items.Add(new JsonShapeReader(item, Binding, this, null, items.Count + 1));
        return items;
    }

    public override IReadOnlyList<KeyValuePair<string, ShapeReader>> Entries()
    {
        ExpectStructure();
        try
        {
            return [.. element.EnumerateObject().Select(entry =>
                KeyValuePair.Create(entry.Name, (ShapeReader)new JsonShapeReader(entry.Value, Binding, this, entry.Name, 0)))];
        }
        catch (InvalidOperationException)
        {
            throw new Unreadable($"A key in '{Path}' holds half of a surrogate pair");
        }
    }

    public override void ExpectStructure()
    {
        if (element.ValueKind is not JsonValueKind.Object) throw Mismatch("a Structure");
    }

    protected override string StepTo(int item) => $"{item}.member";

    private void Expect(JsonValueKind kind, string wanted)
    {
        if (element.ValueKind != kind) throw Mismatch(wanted);
    }

    private Unreadable Mismatch(string wanted) => new(element.ValueKind switch
    {
        JsonValueKind.String => $"STRING_VALUE can not be converted to {wanted}",
        JsonValueKind.Number => $"NUMBER_VALUE can not be converted to {wanted}",
        JsonValueKind.True or JsonValueKind.False => $"{element.ValueKind.ToString().ToUpperInvariant()}_VALUE can not be converted to {wanted}",
        JsonValueKind.Null => $"NULL_VALUE can not be converted to {wanted}",
        _ => "Start of structure or list found where not expected.",
    });
}
