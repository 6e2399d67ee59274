using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using MinDataRate = Microsoft.AspNetCore.Server.Kestrel.Core.MinDataRate;

namespace Slipway.Wire;

/// <summary>
/// Reads a call's body, whole, because the signature is over all of it. Bounded for each operation. The few operations
/// with large bodies are read only for known keys and share a bounded number of places, so that neither strangers nor
/// many uploads at once can take all memory.
/// </summary>
public sealed class RequestBody(Authenticator authenticator) : IDisposable
{
    private const int MostLargeBodies = 8;
    private const int MostAtOnce = 64 << 10;

    // Whoever holds a place must fill it: slower than this, over the whole body, is cut off with 408.
    private static readonly MinDataRate LeastRate = new(bytesPerSecond: 32 << 10, gracePeriod: TimeSpan.FromSeconds(5));

    private readonly SemaphoreSlim largeBodies = new(MostLargeBodies, MostLargeBodies);

    public void Dispose() => largeBodies.Dispose();

    /// <returns>The place that a large body takes, to be given back when the call has been answered; null for others.</returns>
    internal async ValueTask<IDisposable?> ReadAsync(Exchange exchange)
    {
        var limit = exchange.Operation?.Traits.MaxBody ?? OperationTraits.DefaultMaxBody;
        var request = exchange.Http.Request;
        var ct = exchange.Http.RequestAborted;
        if (request.ContentLength > limit) throw WireErrors.TooLarge(exchange.Family, limit);

        Place? place = null;
        if ((request.ContentLength ?? limit) > OperationTraits.DefaultMaxBody)
        {
            await authenticator.RequireKnownKeyAsync(request, exchange.Family, ct);
            await largeBodies.WaitAsync(ct);
            place = new(largeBodies);
            if (exchange.Http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = LeastRate;
        }

        try
        {
            exchange.Body = exchange.Input = await ReadAsync(request, limit, exchange.Family, ct);
            return place;
        }
        catch
        {
            place?.Dispose();
            throw;
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int limit, ErrorFamily family, CancellationToken ct)
    {
        // What is promised is not allocated before it comes.
        var buffer = new byte[Math.Clamp(request.ContentLength ?? 4096, 1, MostAtOnce)];
        var length = 0;
        while (length != request.ContentLength)
        {
            if (length == buffer.Length)
            {
                // One byte more than the limit may be read, to see that there is more.
                if (length > limit) throw WireErrors.TooLarge(family, limit);
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, request.ContentLength ?? limit + 1L));
            }

            var read = await ReadSomeAsync(request, buffer.AsMemory(length), family, ct);
            if (read == 0) break;
            length += read;
        }

        return length > limit ? throw WireErrors.TooLarge(family, limit) : buffer.AsMemory(0, length);
    }

    private static async ValueTask<int> ReadSomeAsync(HttpRequest request, Memory<byte> buffer, ErrorFamily family, CancellationToken ct)
    {
        try
        {
            return await request.Body.ReadAsync(buffer, ct);
        }
        catch (BadHttpRequestException broken)
        {
            throw WireErrors.IncompleteBody(family, broken.StatusCode);
        }
        catch (IOException)
        {
            // The connection is gone; nobody will read this, and it is no fault of ours.
            throw WireErrors.IncompleteBody(family, StatusCodes.Status400BadRequest);
        }
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
