using System.Buffers;

namespace Slipway.Server.Logging;

/// <summary>Writes one entry as one line (a fault's stack trace may add more in the plain format).</summary>
internal interface ILineFormat : IDisposable
{
    void Write(ArrayBufferWriter<byte> to, in LogEntry entry);
}
