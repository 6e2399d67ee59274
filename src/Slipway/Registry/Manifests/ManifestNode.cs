using System.Text.Json;

namespace Slipway.Registry.Manifests;

/// <summary>A JSON object inside a manifest, with its path for the wording of refusals. <c>null</c> is the same as absent.</summary>
internal readonly struct ManifestNode(JsonElement element, string path)
{
    public void MustBeObject()
    {
        if (element.ValueKind is not JsonValueKind.Object)
            throw path.Length == 0 ? new ManifestException(ManifestFault.Syntax, "Invalid JSON syntax") : Wrong("", "an object");
    }

    public bool Has(string name) => TryGet(name, out _);

    public string? Text(string name)
    {
        if (!TryGet(name, out var value)) return null;
        return value.ValueKind is JsonValueKind.String ? value.GetString() : throw Wrong(name, "a string");
    }

    public long? Integer(string name)
    {
        if (!TryGet(name, out var value)) return null;
        return value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw Wrong(name, "an integer");
    }

    public ManifestNode? Object(string name)
    {
        if (!TryGet(name, out var value)) return null;
        var node = new ManifestNode(value, PathOf(name));
        node.MustBeObject();
        return node;
    }

    /// <summary>The objects of an array; none when it is absent.</summary>
    public IEnumerable<ManifestNode> Objects(string name)
    {
        if (!TryGet(name, out var value)) yield break;
        if (value.ValueKind is not JsonValueKind.Array) throw Wrong(name, "an array");
        var at = PathOf(name);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var node = new ManifestNode(item, $"{at}[{index++}]");
            node.MustBeObject();
            yield return node;
        }
    }

    /// <summary>
    /// The items of an array, whatever they are; none when it is absent or no array. Looking never throws: a hostile
    /// manifest has a million items.
    /// </summary>
    public IEnumerable<ManifestNode> Items(string name)
    {
        if (!TryGet(name, out var value) || value.ValueKind is not JsonValueKind.Array) yield break;
        foreach (var item in value.EnumerateArray()) yield return new(item, name);
    }

    /// <summary>Whether it has all that <see cref="Digest"/> and <see cref="Size"/> will ask for.</summary>
    public bool IsDescriptor() =>
        element.ValueKind is JsonValueKind.Object
        && (!TryGet("mediaType", out var mediaType) || mediaType.ValueKind is JsonValueKind.String)
        && TryGet("digest", out var digest) && digest.ValueKind is JsonValueKind.String && Registry.Digest.TryParse(digest.GetString(), out _)
        && TryGet("size", out var size) && size.ValueKind is JsonValueKind.Number && size.TryGetInt64(out var bytes) && bytes >= 0;

    public IReadOnlyDictionary<string, string> Texts(string name)
    {
        if (Object(name) is null) return System.Collections.Immutable.ImmutableDictionary<string, string>.Empty;
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach (var property in element.GetProperty(name).EnumerateObject())
        {
            texts[property.Name] = property.Value.ValueKind is JsonValueKind.String
                ? property.Value.GetString()!
                : throw Wrong(name, "a map of strings");
        }

        return texts;
    }

    /// <summary>The digest of a descriptor; required.</summary>
    public Digest Digest()
    {
        var text = Text("digest") ?? throw Wrong("digest", "there");
        return Registry.Digest.TryParse(text, out var digest) ? digest : throw Wrong("digest", "a sha256 or sha512 digest");
    }

    /// <summary>The size of a descriptor; required and not negative.</summary>
    public long Size()
    {
        var size = Integer("size") ?? throw Wrong("size", "there");
        return size >= 0 ? size : throw Wrong("size", "zero or more");
    }

    public ManifestException Wrong(string name, string wanted) => new(ManifestFault.Invalid, $"'{PathOf(name)}' must be {wanted}");

    private bool TryGet(string name, out JsonElement value) =>
        element.TryGetProperty(name, out value) && value.ValueKind is not JsonValueKind.Null;

    private string PathOf(string name) => path.Length == 0 ? name : name.Length == 0 ? path : $"{path}.{name}";
}

/// <summary>A refusal on its way out of the parser; caught where the parser was called.</summary>
internal sealed class ManifestException(ManifestFault fault, string reason) : Exception(reason)
{
    public ManifestRefusal Refusal { get; } = new(fault, reason);
}
