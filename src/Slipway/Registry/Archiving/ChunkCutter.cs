namespace Slipway.Registry.Archiving;

/// <summary>
/// Cuts bytes where their content says so, so that what two layers have in common is cut alike in both, wherever it
/// lies: a gear hash rolls over the bytes and a chunk ends where its upper bits are zero. The condition is harder before
/// the average length and easier after it, which keeps lengths close to it (FastCDC, Xia and others, USENIX ATC 2016).
/// </summary>
internal static class ChunkCutter
{
    /// <summary>Bytes. Only the last chunk of a layer is shorter.</summary>
    public const int Shortest = 64 * 1024;

    public const int Longest = 1024 * 1024;

    private const int Average = 256 * 1024;

    private const ulong HardMask = 0xFFFFF00000000000, EasyMask = 0xFFFF000000000000;

    // Any table of random numbers will do, as long as it never changes: chunks that are kept were cut by it.
    private static readonly ulong[] Gear = MakeGear();

    /// <returns>The length of the first chunk.</returns>
    /// <param name="bytes">At least <see cref="Longest"/> of them, unless the layer ends with them; not empty.</param>
    public static int Cut(ReadOnlySpan<byte> bytes)
    {
        var end = Math.Min(bytes.Length, Longest);
        if (end <= Shortest) return end;
        var hash = 0UL;
        var middle = Math.Min(end, Average);
        var at = Shortest;
        for (; at < middle; at++)
        {
            hash = (hash << 1) + Gear[bytes[at]];
            if ((hash & HardMask) == 0) return at + 1;
        }

        for (; at < end; at++)
        {
            hash = (hash << 1) + Gear[bytes[at]];
            if ((hash & EasyMask) == 0) return at + 1;
        }

        return end;
    }

    // SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    private static ulong[] MakeGear()
    {
        var gear = new ulong[256];
        var state = 0x736C_6970_7761_79UL;
        for (var i = 0; i < gear.Length; i++)
        {
            var mixed = state += 0x9E37_79B9_7F4A_7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
            gear[i] = mixed ^ (mixed >> 31);
        }

        return gear;
    }
}
