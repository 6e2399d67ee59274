using Slipway.Kernel;

namespace Slipway.Adapters.Sealing;

/// <summary>What the manifests of a domain are sealed under.</summary>
/// <param name="inner">32 bytes, of this purpose only.</param>
/// <param name="outer">Of the second layer; null for one layer.</param>
internal sealed class ManifestKey(byte[] inner, byte[]? outer)
{
    private readonly SecretBox first = new(inner);
    private readonly SecretBox? second = outer is null ? null : new(outer);

    /// <summary>1 or 2.</summary>
    public byte Layers => (byte)(second is null ? 1 : 2);

    public byte[] Seal(ReadOnlySpan<byte> content, ReadOnlySpan<byte> place)
    {
        var box = first.Seal(content, place);
        return second is null ? box : second.Seal(box, place);
    }

    /// <returns>null when it was not sealed for this place.</returns>
    public byte[]? Open(ReadOnlySpan<byte> box, ReadOnlySpan<byte> place)
    {
        if (second is null) return first.TryOpen(box, place, out var content) ? content : null;
        return second.TryOpen(box, place, out var within) && first.TryOpen(within, place, out var both) ? both : null;
    }
}
