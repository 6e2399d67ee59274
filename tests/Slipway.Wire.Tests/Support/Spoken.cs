using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Tests.Support;

/// <summary>The four protocols, each with the operation that echoes and how a client speaks to it.</summary>
public enum Spoken
{
    Json10,
    Json11,
    Query,
    Ec2,
}

internal static class Speaking
{
    public static readonly ShapeDescriptor EveryShape = OperationTable.All.Single(operation => operation.Name == "EchoJson").Input;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsXml(this Spoken protocol) => protocol is Spoken.Query or Spoken.Ec2;

    /// <summary>A signed request to echo this value, in its JSON form.</summary>
    public static WireRequest Echo(this Spoken protocol, JsonNode value) => protocol switch
    {
        Spoken.Query => protocol.Signed(FormValues.Of(EveryShape, value, "EchoQuery", "2026-01-02", isEc2: false)),
        Spoken.Ec2 => protocol.Signed(FormValues.Of(EveryShape, value, "EchoEc2", "2026-01-03", isEc2: true)),
        _ => protocol.Signed(value.ToJsonString(Plain)),
    };

    /// <summary>A signed request with this body: for the JSON protocols to echo, for the others to do what their form says.</summary>
    public static WireRequest Signed(this Spoken protocol, byte[] body) => protocol switch
    {
        Spoken.Json10 => Signer.Sign(WireRequest.Json("Shapes_V1.EchoJson", body).Without("Content-Type").With("Content-Type", "application/x-amz-json-1.0"), Key.Alice, "shapes"),
        Spoken.Json11 => Signer.Sign(WireRequest.Json("Shapes_V1.EchoJson", body), Key.Alice, "shapes"),
        Spoken.Query => Signer.Sign(WireRequest.Form(body), Key.Alice, "forms"),
        _ => Signer.Sign(WireRequest.Form(body), Key.Alice, "ec2forms"),
    };

    public static WireRequest Signed(this Spoken protocol, string body) => protocol.Signed(Encoding.UTF8.GetBytes(body));

    /// <summary>A form's first two parameters, for the body to go on with.</summary>
    public static string EchoAction(this Spoken protocol) => protocol is Spoken.Query ? "Action=EchoQuery&Version=2026-01-02" : "Action=EchoEc2&Version=2026-01-03";

    /// <summary>The value of a good answer, in its JSON form; the envelope is checked on the way.</summary>
    public static JsonNode Read(this Spoken protocol, WireAnswer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(protocol switch { Spoken.Json10 => "application/x-amz-json-1.0", Spoken.Json11 => "application/x-amz-json-1.1", Spoken.Query => "text/xml", _ => "text/xml;charset=UTF-8" }, answer.ContentType);
        if (!protocol.IsXml()) return answer.Json;

        var space = answer.Xml.Name.Namespace;
        if (protocol is Spoken.Query)
        {
            Assert.Equal("{https://forms.example/doc/2026-01-02/}EchoQueryResponse", answer.Xml.Name.ToString());
            Assert.Equal(answer.RequestId, answer.Xml.Element(space + "ResponseMetadata")!.Element(space + "RequestId")!.Value);
            return XmlValues.Of(EveryShape, answer.Xml.Element(space + "EchoQueryResult")!, isEc2: false);
        }

        Assert.Equal("{http://ec2forms.example/doc/2026-01-03/}EchoEc2Response", answer.Xml.Name.ToString());
        var root = answer.Xml;
        var id = root.Element(space + "requestId")!;
        Assert.Equal(answer.RequestId, id.Value);
        id.Remove();
        return XmlValues.Of(EveryShape, root, isEc2: true);
    }

    /// <summary>Equal as values: numbers by what they say, members in any order.</summary>
    public static bool AreEqual(JsonNode expected, JsonNode actual)
    {
        using var first = JsonDocument.Parse(expected.ToJsonString());
        using var second = JsonDocument.Parse(actual.ToJsonString());
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }

    public static void Same(JsonNode expected, JsonNode actual)
    {
        if (!AreEqual(expected, actual)) Assert.Equal(expected.ToJsonString(Plain), actual.ToJsonString(Plain));
    }
}
