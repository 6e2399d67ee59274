namespace Slipway.Wire.Audit;

/// <summary>
/// Something that was done or refused, as CloudTrail tells it ("CloudTrail record contents for management events").
/// </summary>
/// <param name="Source">Who was asked, such as <c>ecr.amazonaws.com</c>.</param>
/// <param name="Name">What was asked, such as <c>PutImage</c>.</param>
/// <param name="Caller">Its principal is <see cref="Principal.Anonymous"/> when nobody knows who it was.</param>
public sealed record AuditEvent(string Source, string Name, Caller Caller)
{
    /// <summary>It could not have changed anything.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>null when it was done.</summary>
    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    /// <summary>The access key that a request named which it did not prove to hold.</summary>
    public string? ClaimedAccessKeyId { get; init; }

    /// <summary>Whom an identity provider vouched for, as the provider calls them.</summary>
    internal string? Subject { get; init; }

    /// <summary>A JSON value without secrets; null when the request was not read.</summary>
    public ReadOnlyMemory<byte>? RequestParameters { get; init; }

    /// <summary>A JSON value without secrets; null when there was no answer.</summary>
    public ReadOnlyMemory<byte>? ResponseElements { get; init; }

    /// <summary>A JSON object; null when there is nothing to add.</summary>
    public ReadOnlyMemory<byte>? AdditionalData { get; init; }

    /// <summary>A JSON object, of what the service did by itself without being called; null for a call.</summary>
    public ReadOnlyMemory<byte>? ServiceEventDetails { get; init; }

    /// <summary>ARNs.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    public TlsDetails? Tls { get; init; }

    /// <summary>Nobody has shown who asked: such events are bounded by address.</summary>
    internal bool IsOfStranger => Caller.Principal.Kind is PrincipalKind.Anonymous && ErrorCode is not null;
}

/// <param name="Version">Such as <c>TLSv1.3</c>.</param>
/// <param name="CipherSuite">Such as <c>TLS_AES_128_GCM_SHA256</c>.</param>
/// <param name="Host">The host that the client named.</param>
public sealed record TlsDetails(string Version, string? CipherSuite, string Host);
