using System.Buffers;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Protocols;

/// <summary>AWS query (Smithy, "AWS query protocol"): a form in, XML with a result element and metadata out.</summary>
internal sealed class AwsQuery : Protocol
{
    public override string ContentType => "text/xml";

    public override MemberCasing CasingOf(ServiceDescriptor service) => MemberCasing.Pascal;

    public override ShapeReader Read(ReadOnlyMemory<byte> body, Binding binding) =>
        FormShapeReader.Parse(body, binding, isEc2: false);

    public override void WriteResponse(IBufferWriter<byte> output, OperationEntry operation, object response, string requestId) =>
        Xml.Write(output, xml =>
        {
            xml.WriteStartElement($"{operation.Name}Response", operation.Service.XmlNamespace);
            if (operation.HasOutput)
            {
                // botocore looks for this element and fails without it, however empty it is.
                xml.WriteStartElement($"{operation.Name}Result");
                operation.Write(new XmlShapeWriter(xml, MemberCasing.Pascal, "member", "entry"), response);
                xml.WriteEndElement();
            }

            xml.WriteStartElement("ResponseMetadata");
            xml.WriteElementString("RequestId", requestId);
            xml.WriteEndElement();
            xml.WriteEndElement();
        });

    public override void WriteError(IBufferWriter<byte> output, ServiceDescriptor? service, AwsError error, string requestId) =>
        Xml.Write(output, xml =>
        {
            xml.WriteStartElement("ErrorResponse", service?.XmlNamespace);
            xml.WriteStartElement("Error");
            xml.WriteElementString("Type", error.IsFault ? "Receiver" : "Sender");
            xml.WriteElementString("Code", Xml.Clean(error.Code));
            xml.WriteElementString("Message", Xml.Clean(error.Message));
            xml.WriteEndElement();
            xml.WriteElementString("RequestId", requestId);
            xml.WriteEndElement();
        });
}
