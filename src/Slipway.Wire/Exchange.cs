using System.Buffers;
using Microsoft.AspNetCore.Http;
using Slipway.Wire.Protocols;
using Slipway.Wire.Shapes;

namespace Slipway.Wire;

/// <summary>One AWS call on its way through the gateway's steps; each step fills in what it found out.</summary>
internal sealed class Exchange(HttpContext http)
{
    public HttpContext Http { get; } = http;

    public RequestRecord Record { get; } = http.Features.Get<RequestRecord>() ?? new(http.TraceIdentifier);

    /// <summary>The form or the JSON document; for a GET, the query string.</summary>
    public ReadOnlyMemory<byte> Input { get; set; }

    /// <summary>The body as it was signed.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>How the answer goes out, also when the request could not be read.</summary>
    public Protocol Protocol { get; set; } = Protocol.AwsJson11;

    public ServiceDescriptor? Service { get; set; }

    public OperationEntry? Operation { get; set; }

    /// <summary>null as long as nobody has shown who asks.</summary>
    public Caller? Caller { get; set; }

    /// <summary>The members that came in; null as long as they have not been read.</summary>
    public ShapeReader? Parameters { get; set; }

    /// <summary>What was demanded of the caller, once that is known.</summary>
    public Access? Access { get; set; }

    /// <summary>What was demanded, by whole ARNs; null as long as nobody has looked.</summary>
    public IReadOnlyList<string>? Resources { get; set; }

    /// <summary>The answer's body; whole before its first byte goes out.</summary>
    public ArrayBufferWriter<byte> Output { get; } = new(1024);

    public AwsError? Refusal { get; set; }

    /// <summary>Words and statuses of refusals.</summary>
    public ErrorFamily Family => Service?.Errors
        ?? (Protocol == Protocol.AwsQuery ? ErrorFamily.Query : Protocol == Protocol.Ec2Query ? ErrorFamily.Ec2 : ErrorFamily.Json);
}
