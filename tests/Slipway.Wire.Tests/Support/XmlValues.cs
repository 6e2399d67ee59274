using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Tests.Support;

/// <summary>A client's XML parser, guided by a shape's description; strict about every element's name and namespace.</summary>
internal static class XmlValues
{
    public static JsonNode Of(ShapeDescriptor shape, XElement element, bool isEc2)
    {
        var space = element.Name.Namespace;
        var casing = isEc2 ? MemberCasing.Camel : MemberCasing.Pascal;
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                var members = shape.Members!();
                var known = members.Select(member => space + member.Member.In(casing)).ToHashSet();
                Assert.All(element.Elements(), child => Assert.Contains(child.Name, known));
                return new JsonObject(members.Select(member => (member, Child: element.Element(space + member.Member.In(casing))))
                    .Where(pair => pair.Child is not null)
                    .Select(pair => KeyValuePair.Create(pair.member.Member.In(MemberCasing.Camel), (JsonNode?)Of(pair.member.Shape, pair.Child!, isEc2))));
            case ShapeKind.List:
                Assert.All(element.Elements(), child => Assert.Equal(isEc2 ? "item" : "member", child.Name.LocalName));
                return new JsonArray([.. element.Elements().Select(child => Of(shape.Item!, child, isEc2))]);
            case ShapeKind.Map:
                Assert.All(element.Elements(), child => Assert.Equal(isEc2 ? "item" : "entry", child.Name.LocalName));
                return new JsonObject(element.Elements().Select(child =>
                    KeyValuePair.Create(child.Element(space + "key")!.Value, (JsonNode?)Of(shape.Item!, child.Element(space + "value")!, isEc2))));
            default:
                Assert.Empty(element.Elements());
                return Scalar(shape.Kind, element.Value);
        }
    }

    private static JsonValue Scalar(ShapeKind kind, string text) => kind switch
    {
        ShapeKind.Integer or ShapeKind.Long => JsonValue.Create(long.Parse(text, CultureInfo.InvariantCulture)),
        ShapeKind.Boolean => JsonValue.Create(text switch { "true" => true, "false" => false, _ => throw new FormatException(text) }),
        ShapeKind.Number when text is not ("NaN" or "Infinity" or "-Infinity") => JsonValue.Create(double.Parse(text, CultureInfo.InvariantCulture)),
        ShapeKind.Timestamp => JsonValue.Create(
            DateTimeOffset.ParseExact(text, ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds() / 1000m),
        _ => JsonValue.Create(text),
    };
}
