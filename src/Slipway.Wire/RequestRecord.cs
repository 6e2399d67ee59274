namespace Slipway.Wire;

/// <summary>
/// What the request log says of a request; a feature of the <c>HttpContext</c>, put there by the outermost step and
/// filled in on the way.
/// </summary>
public sealed class RequestRecord(string requestId)
{
    /// <summary>Sent back as <c>x-amzn-RequestId</c>.</summary>
    public string RequestId { get; } = requestId;

    /// <summary>The ARN of who asked, once known.</summary>
    public string? Principal { get; set; }

    /// <summary>IAM's name for what was asked, such as <c>ecr:PutImage</c>.</summary>
    public string? Action { get; set; }

    /// <summary>The code of the refusal or fault, as the client saw it.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Bytes of the request's body where its length was not announced; null leaves it to <c>Content-Length</c>.</summary>
    public long? BytesReceived { get; set; }

    /// <summary>Bytes of the answer's body where its length was not announced; null leaves it to <c>Content-Length</c>.</summary>
    public long? BytesSent { get; set; }
}
