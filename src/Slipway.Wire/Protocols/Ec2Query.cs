using System.Buffers;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Protocols;

/// <summary>EC2's dialect of query (Smithy, "AWS EC2 query protocol"): no result element, <c>item</c> for list items.</summary>
internal sealed class Ec2Query : Protocol
{
    public override string ContentType => "text/xml;charset=UTF-8";

    public override MemberCasing CasingOf(ServiceDescriptor service) => MemberCasing.Pascal;

    public override ShapeReader Read(ReadOnlyMemory<byte> body, Binding binding) =>
        FormShapeReader.Parse(body, binding, isEc2: true);

    public override void WriteResponse(IBufferWriter<byte> output, OperationEntry operation, object response, string requestId) =>
        Xml.Write(output, xml =>
        {
            xml.WriteStartElement($"{operation.Name}Response", operation.Service.XmlNamespace);
            xml.WriteElementString("requestId", requestId);
            operation.Write(new XmlShapeWriter(xml, MemberCasing.Camel, "item", "item"), response);
            xml.WriteEndElement();
        });

    public override void WriteError(IBufferWriter<byte> output, ServiceDescriptor? service, AwsError error, string requestId) =>
        Xml.Write(output, xml =>
        {
            xml.WriteStartElement("Response");
            xml.WriteStartElement("Errors");
            xml.WriteStartElement("Error");
            xml.WriteElementString("Code", Xml.Clean(error.Code));
            xml.WriteElementString("Message", Xml.Clean(error.Message));
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteElementString("RequestID", requestId);
            xml.WriteEndElement();
        });
}
