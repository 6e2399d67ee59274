using Microsoft.AspNetCore.Http;
using Slipway.Registry;

namespace Slipway.Oci;

/// <summary>
/// A connection that can send a piece of an open file by itself, without the bytes passing through this process, or memory
/// of ours without a copy of it. A feature of the <c>HttpContext</c> where the transport has one; its absence changes nothing but speed.
/// </summary>
internal interface IFileTransport
{
    /// <summary>
    /// Sends the first of the lent bytes, <paramref name="count"/> at most, as the next part of the response's body, in order
    /// with everything written before and after. The response states its length, and <paramref name="count"/> more bytes
    /// still fit into it. The loan is given back in any case, when nothing reads the bytes any more.
    /// </summary>
    /// <returns>How many were sent; 0 when this response cannot be sent so (TLS, HTTP/2, no stated length).</returns>
    /// <exception cref="OperationCanceledException">The client is gone, or takes nothing any more.</exception>
    ValueTask<int> TrySendAsync(HttpResponse response, LentBytes lent, long count, CancellationToken ct);
}
