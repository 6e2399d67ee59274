using System.Buffers;
using System.Text;
using System.Xml;

namespace Slipway.Wire.Protocols;

/// <summary>One XML document into a buffer, as AWS's front ends write them: UTF-8, no byte-order mark, declared.</summary>
internal static class Xml
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
        CloseOutput = false,
    };

    public static void Write(IBufferWriter<byte> output, Action<XmlWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings)) content(xml);
        output.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
