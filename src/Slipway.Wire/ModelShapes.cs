using System.Text.Json.Nodes;
using Slipway.Wire.Shapes;

namespace Slipway.Wire;

/// <summary>The shapes of a client model: each gets a name, since models refer to shapes by name alone.</summary>
internal sealed class ModelShapes(MemberCasing casing)
{
    private readonly SortedDictionary<string, JsonObject> shapes = new(StringComparer.Ordinal);

    // By what they say, so that one word of the service is one shape.
    private readonly Dictionary<string, string> named = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, JsonObject>> All => shapes;

    /// <param name="proposal">What to call it where it has no name of its own, or its name is taken by another.</param>
    public string NameOf(ShapeDescriptor shape, string proposal)
    {
        if (shape.Kind is ShapeKind.Structure) return Structure(shape, proposal);
        var definition = Definition(shape, proposal);
        var key = $"{shape.Name} {definition.ToJsonString()}";
        if (named.TryGetValue(key, out var known)) return known;
        var name = Free(shape.Name.Length > 0 ? shape.Name : proposal);
        shapes.Add(name, definition);
        named.Add(key, name);
        return name;
    }

    private string Structure(ShapeDescriptor shape, string proposal)
    {
        var key = $"structure {shape.Name}";
        if (shape.Name.Length > 0 && named.TryGetValue(key, out var known)) return known;
        var name = Free(shape.Name.Length > 0 ? shape.Name : proposal);
        var members = new JsonObject();
        var definition = new JsonObject { ["type"] = "structure", ["members"] = members };
        // Before its members: a shape may contain itself.
        shapes.Add(name, definition);
        named.TryAdd(key, name);
        var required = new JsonArray();
        foreach (var member in shape.Members!())
        {
            var spelt = member.Member.In(casing);
            members.Add(spelt, new JsonObject { ["shape"] = NameOf(member.Shape, char.ToUpperInvariant(spelt[0]) + spelt[1..]) });
            if (member.IsRequired) required.Add((JsonNode)spelt);
        }

        if (required.Count > 0) definition.Insert(1, "required", required);
        return name;
    }

    private JsonObject Definition(ShapeDescriptor shape, string proposal)
    {
        var definition = new JsonObject { ["type"] = TypeOf(shape.Kind) };
        if (shape.Choices is { } choices) definition["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice)]);
        if (shape.Kind is ShapeKind.List) definition["member"] = Reference(shape.Item!, proposal.EndsWith('s') ? proposal[..^1] : $"{proposal}Item");
        if (shape.Kind is ShapeKind.Map)
        {
            definition["key"] = new JsonObject { ["shape"] = NameOf(new(ShapeKind.Text, "", Rule.None, null, null, null), "Text") };
            definition["value"] = Reference(shape.Item!, $"{proposal}Value");
        }

        if (shape.Rule.Min != long.MinValue) definition["min"] = shape.Rule.Min;
        if (shape.Rule.Max != long.MaxValue) definition["max"] = shape.Rule.Max;
        if (shape.Rule.Pattern is { } pattern) definition["pattern"] = pattern;
        return definition;
    }

    private JsonObject Reference(ShapeDescriptor shape, string proposal) => new() { ["shape"] = NameOf(shape, proposal) };

    private string Free(string wanted)
    {
        var name = wanted;
        for (var number = 2; shapes.ContainsKey(name); number++) name = $"{wanted}{number}";
        return name;
    }

    private static string TypeOf(ShapeKind kind) => kind switch
    {
        ShapeKind.Text => "string",
        ShapeKind.Integer => "integer",
        ShapeKind.Long => "long",
        ShapeKind.Number => "double",
        ShapeKind.Boolean => "boolean",
        ShapeKind.Timestamp => "timestamp",
        ShapeKind.Blob => "blob",
        ShapeKind.List => "list",
        ShapeKind.Map => "map",
        _ => "structure",
    };
}
