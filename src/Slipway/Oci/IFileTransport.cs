using Microsoft.AspNetCore.Http;
using Microsoft.Win32.SafeHandles;

namespace Slipway.Oci;

/// <summary>
/// A connection that can send a piece of an open file by itself, without the bytes passing through this process.
/// A feature of the <c>HttpContext</c> where the transport has one; its absence changes nothing but speed.
/// </summary>
internal interface IFileTransport
{
    /// <summary>
    /// Sends <paramref name="count"/> bytes of the file, from <paramref name="offset"/>, as the next part of the
    /// response's body, in order with everything written before and after. The response states its length, and
    /// <paramref name="count"/> more bytes still fit into it.
    /// </summary>
    /// <returns>false when this response cannot be sent so (TLS, HTTP/2, no stated length): then nothing was sent.</returns>
    /// <exception cref="OperationCanceledException">The client is gone, or takes nothing any more.</exception>
    ValueTask<bool> TrySendAsync(HttpResponse response, SafeFileHandle file, long offset, long count, CancellationToken ct);
}
