using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Slipway.Wire.Tests.Support;

/// <summary>An answer as a client reads it, with the error of whichever protocol it is in.</summary>
internal sealed record WireAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string ContentType => Headers.GetValueOrDefault("Content-Type", "");

    public bool IsXml => ContentType.StartsWith("text/xml", StringComparison.Ordinal);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public XElement Xml => XDocument.Parse(Text, LoadOptions.PreserveWhitespace).Root!;

    /// <summary>Code and message of a refusal; fails when the envelope is not exactly its protocol's.</summary>
    public (int Status, string Code, string Message) Error => IsXml ? XmlError() : (Status, (string)Json["__type"]!, (string)Json["message"]!);

    public string RequestId => Headers["x-amzn-RequestId"];

    /// <summary>Reads a whole HTTP/1.1 answer with a <c>Content-Length</c> or up to the end of the connection.</summary>
    public static WireAnswer Parse(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.True(end > 0, $"No answer came, but: {Encoding.Latin1.GetString(bytes)}");
        var lines = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        return new(int.Parse(lines[0].Split(' ')[1]), headers, bytes[(end + 4)..]);
    }

    public static bool IsWhole(byte[] bytes)
    {
        if (bytes.AsSpan().IndexOf("\r\n\r\n"u8) is not (> 0 and var end)) return false;
        var lengths = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n").Where(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase)).ToList();
        return lengths.Count == 1 && bytes.Length - end - 4 >= int.Parse(lengths[0][16..]);
    }

    private (int Status, string Code, string Message) XmlError()
    {
        var space = Xml.Name.Namespace;
        var error = Xml.Name.LocalName switch
        {
            "ErrorResponse" => Xml.Element(space + "Error"),
            "Response" => Xml.Element("Errors")?.Element("Error"),
            _ => null,
        };
        Assert.NotNull(error);
        Assert.Equal(RequestId, (Xml.Element(space + "RequestId") ?? Xml.Element("RequestID"))?.Value);
        return (Status, error.Element(space + "Code")!.Value, error.Element(space + "Message")!.Value);
    }
}
