using System.Text;

namespace Slipway.Wire.Tests.Support;

/// <summary>A request as it goes over the wire, byte for byte: nothing tidies up its path, its query or its headers.</summary>
internal sealed record WireRequest
{
    public string Method { get; init; } = "POST";

    /// <summary>As it stands in the request line.</summary>
    public string Target { get; init; } = "/";

    /// <summary>In the order in which they are sent, repeated ones too. <c>Host</c> and <c>Content-Length</c> are added when missing.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [("Host", Host)];

    public byte[] Body { get; init; } = [];

    /// <summary>What is sent as body instead, for chunked and broken ones.</summary>
    public byte[]? RawBody { get; init; }

    public const string Host = "localhost:4566";

    public string Path => Target.Split('?', 2)[0];

    public string Query => Target.Split('?', 2) is [_, var query] ? query : "";

    public static WireRequest Json(string target, string body) => Json(target, Encoding.UTF8.GetBytes(body));

    public static WireRequest Json(string target, byte[] body) => new WireRequest { Body = body }
        .With("Content-Type", "application/x-amz-json-1.1")
        .With("X-Amz-Target", target);

    public static WireRequest Form(string body) => Form(Encoding.UTF8.GetBytes(body));

    public static WireRequest Form(byte[] body) => new WireRequest { Body = body }
        .With("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");

    public WireRequest With(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public WireRequest Without(string name) =>
        this with { Headers = [.. Headers.Where(header => !header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))] };

    public bool Has(string name) => Headers.Any(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public string Value(string name) => Headers.Single(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The bytes that go out.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\n");
        if (!Has("Host")) head.Append($"Host: {Host}\r\n");
        foreach (var (name, value) in Headers) head.Append($"{name}: {value}\r\n");
        if (!Has("Content-Length") && !Has("Transfer-Encoding") && (Body.Length > 0 || Method == "POST")) head.Append($"Content-Length: {Body.Length}\r\n");
        head.Append("Connection: close\r\n\r\n");
        return [.. Encoding.UTF8.GetBytes(head.ToString()), .. RawBody ?? Body];
    }
}
