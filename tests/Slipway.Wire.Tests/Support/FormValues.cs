using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Tests.Support;

/// <summary>
/// A client's query serializer, guided by a shape's description. The value is given as its JSON form, which is how these
/// tests hold every value.
/// </summary>
internal static class FormValues
{
    public static string Of(ShapeDescriptor shape, JsonNode value, string action, string version, bool isEc2)
    {
        List<(string Name, string Value)> pairs = [("Action", action), ("Version", version)];
        Add(pairs, shape, value, "", isEc2);
        return string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value).Replace("%20", "+", StringComparison.Ordinal)}"));
    }

    private static void Add(List<(string Name, string Value)> pairs, ShapeDescriptor shape, JsonNode value, string path, bool isEc2)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                foreach (var member in shape.Members!())
                {
                    if (value[member.Member.In(MemberCasing.Camel)] is { } sent) Add(pairs, member.Shape, sent, Join(path, member.Member.In(MemberCasing.Pascal)), isEc2);
                }

                break;
            case ShapeKind.List when value.AsArray().Count > 0:
                for (var i = 0; i < value.AsArray().Count; i++) Add(pairs, shape.Item!, value[i]!, Join(path, isEc2 ? $"{i + 1}" : $"member.{i + 1}"), isEc2);
                break;
            case ShapeKind.Map when value.AsObject().Count > 0:
                foreach (var (at, entry) in value.AsObject().Index())
                {
                    var step = Join(path, isEc2 ? $"{at + 1}" : $"entry.{at + 1}");
                    pairs.Add(($"{step}.key", entry.Key));
                    Add(pairs, shape.Item!, entry.Value!, $"{step}.value", isEc2);
                }

                break;
            default:
                pairs.Add((path, Text(shape, value)));
                break;
        }
    }

    private static string Text(ShapeDescriptor shape, JsonNode value) => shape.Kind switch
    {
        ShapeKind.List or ShapeKind.Map => "", // an explicitly empty one
        ShapeKind.Timestamp => Iso(value.GetValue<decimal>()),
        _ => value is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? text : value.ToJsonString(),
    };

    private static string Iso(decimal seconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Join(string path, string step) => path.Length == 0 ? step : $"{path}.{step}";
}
