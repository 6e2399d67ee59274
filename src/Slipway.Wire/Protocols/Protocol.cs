using System.Buffers;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Protocols;

/// <summary>A wire protocol of AWS: how members come in, how answers and refusals go out.</summary>
public abstract class Protocol
{
    /// <summary><c>application/x-amz-json-1.0</c>.</summary>
    public static Protocol AwsJson10 { get; } = new AwsJson("1.0");

    /// <summary><c>application/x-amz-json-1.1</c>: ECR, ECS, Logs.</summary>
    public static Protocol AwsJson11 { get; } = new AwsJson("1.1");

    /// <summary>Form-encoded in, XML with a result wrapper out: IAM, STS.</summary>
    public static Protocol AwsQuery { get; } = new AwsQuery();

    /// <summary>EC2's dialect of query: no wrapper, lists without <c>member</c>, lower camel out.</summary>
    public static Protocol Ec2Query { get; } = new Ec2Query();

    /// <summary>The content type of its answers.</summary>
    public abstract string ContentType { get; }

    /// <summary>How member names come in; a JSON service says so itself.</summary>
    public abstract MemberCasing CasingOf(ServiceDescriptor service);

    /// <param name="body">The whole body; for the query protocols the form, or the query string of a GET.</param>
    /// <exception cref="Unreadable">The bytes are no document of this protocol.</exception>
    public abstract ShapeReader Read(ReadOnlyMemory<byte> body, Binding binding);

    public abstract void WriteResponse(IBufferWriter<byte> output, OperationEntry operation, object response, string requestId);

    /// <param name="service">null when the request did not name one that we know.</param>
    public abstract void WriteError(IBufferWriter<byte> output, ServiceDescriptor? service, AwsError error, string requestId);
}
