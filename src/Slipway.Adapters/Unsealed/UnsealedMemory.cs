using System.Buffers;
using System.Runtime.InteropServices;

namespace Slipway.Adapters.Unsealed;

/// <summary>
/// Room for one piece, taken from the system directly, so that it goes back there at once: the collector would keep it. It is
/// in no dump of the process. Who frees it knows that nobody reads it any more.
/// </summary>
internal sealed unsafe partial class UnsealedMemory : MemoryManager<byte>
{
    public const int Size = 1024 * 1024;

    private const int ReadWrite = 3; // PROT_READ | PROT_WRITE
    private const int PrivateAnonymous = 0x22; // MAP_PRIVATE | MAP_ANONYMOUS, as Linux numbers them
    private const int DontDump = 16; // MADV_DONTDUMP

    private nint address;

    private UnsealedMemory(nint address) => this.address = address;

    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <returns>null when the system has none to give.</returns>
    public static UnsealedMemory? TryCreate()
    {
        var address = Map(0, Size, ReadWrite, PrivateAnonymous, -1, 0);
        if (address == -1) return null;
        // Where it is not understood, a dump holds what was being served: as it does for every buffer.
        _ = Advise(address, Size, DontDump);
        return new(address);
    }

    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(address == 0, this);
        return new((void*)address, Size);
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ObjectDisposedException.ThrowIf(address == 0, this);
        return new((void*)(address + elementIndex));
    }

    public override void Unpin()
    {
    }

    public void Free() => ((IDisposable)this).Dispose();

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref address, 0) is not 0 and var mapped) _ = Unmap(mapped, Size);
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nint length);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    private static partial int Advise(nint address, nint length, int advice);
}
