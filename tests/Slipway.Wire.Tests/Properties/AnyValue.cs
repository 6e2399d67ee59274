using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Tests.Properties;

/// <summary>Any value of a shape, as JSON; sizes and depths are small, contents are not kind.</summary>
internal static class AnyValue
{
    private const int Deepest = 4;

    // Letters that some layer gives a meaning: JSON, XML, forms, paths, terminals; and those outside of one UTF-16 unit.
    private static readonly string[] Letters =
        ["a", "Z", "0", " ", "  ", "\t", "\n", "\r", "\"", "'", "\\", "/", "<", ">", "&", "&amp;", "]]>", "%", "%41", "+", "=", ";", ".", ",", "#", "?", "{", "}", "é", "e\u0301", "漢", "\u00a0", "\u2028", "\ufeff", "🚢", "\U0010FFFD", "{0}", "__proto__"];

    public static Gen<string> Text { get; } = Gen.Elements(Letters).ArrayOf().Select(string.Concat);

    public static Gen<JsonNode> Of(ShapeDescriptor shape) => Of(shape, 0);

    private static Gen<JsonNode> Of(ShapeDescriptor shape, int depth) => shape.Kind switch
    {
        ShapeKind.Text when shape.Choices is { } words => Gen.Elements<string>([.. words]).Select(Node),
        ShapeKind.Text when shape.Rule.Pattern is not null => Gen.Choose(0, 99).Two().Select(pair => Node($"{pair.Item1}.{pair.Item2}")),
        ShapeKind.Text => Text.Select(Node),
        ShapeKind.Integer => Gen.OneOf(Gen.Choose(int.MinValue, int.MaxValue), Gen.Elements(0, 1, -1, int.MinValue, int.MaxValue)).Select(value => (JsonNode)JsonValue.Create(value)),
        ShapeKind.Long => Longs.Select(value => (JsonNode)JsonValue.Create(value)),
        ShapeKind.Number => Gen.OneOf(Longs.Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite).Select(value => (JsonNode)JsonValue.Create(value)), Gen.Elements("NaN", "Infinity", "-Infinity").Select(Node)),
        ShapeKind.Boolean => Gen.Elements(true, false).Select(value => (JsonNode)JsonValue.Create(value)),
        ShapeKind.Timestamp => Longs.Select(value => (JsonNode)JsonValue.Create((-62_135_596_800_000 + (long)((ulong)value % 315_537_897_600_000UL)) / 1000m)),
        ShapeKind.Blob => Gen.Choose(0, 255).ArrayOf().Select(bytes => Node(Convert.ToBase64String([.. bytes.Select(value => (byte)value)]))),
        ShapeKind.List => Few(Of(shape.Item!, depth + 1), depth).Select(items => (JsonNode)new JsonArray([.. items.Select(item => item.DeepClone())])),
        ShapeKind.Map => Few(Text.Zip(Of(shape.Item!, depth + 1)), depth).Select(entries =>
            (JsonNode)new JsonObject(entries.DistinctBy(entry => entry.Item1).Select(entry => KeyValuePair.Create(entry.Item1, (JsonNode?)entry.Item2.DeepClone())))),
        _ => Structure([.. shape.Members!()], depth),
    };

    private static Gen<long> Longs { get; } = Gen.OneOf(
        Gen.Choose(int.MinValue, int.MaxValue).Two().Select(pair => ((long)pair.Item1 << 32) ^ (uint)pair.Item2),
        Gen.Elements(0L, 1, -1, long.MinValue, long.MaxValue));

    private static Gen<T[]> Few<T>(Gen<T> items, int depth) => Gen.Choose(0, depth >= Deepest ? 0 : 3).SelectMany(count => items.ArrayOf(count));

    private static Gen<JsonNode> Structure(IReadOnlyList<MemberDescriptor> members, int depth)
    {
        var start = Gen.Constant(new List<KeyValuePair<string, JsonNode?>>());
        return members.Aggregate(start, (sofar, member) => depth >= Deepest && !member.IsRequired
                ? sofar
                : from list in sofar
                  from isSent in Gen.Choose(0, 2)
                  from value in member.IsRequired || isSent == 0 ? Of(member.Shape, depth + 1).Select(node => (JsonNode?)node) : Gen.Constant<JsonNode?>(null)
                  select value is null ? list : [.. list, KeyValuePair.Create(member.Member.In(MemberCasing.Camel), (JsonNode?)value)])
            .Select(list => (JsonNode)new JsonObject(list.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))));
    }

    private static JsonNode Node(string text) => JsonValue.Create(text);
}
