using System.Runtime.InteropServices;

namespace Slipway.Bench.Load;

/// <summary>The few system calls that a loop over many sockets needs; nothing between them and the loop.</summary>
internal static unsafe partial class Epoll
{
    public const int Eagain = 11;
    private const int Eintr = 4;
    private const uint EpollIn = 1;
    private const int EpollCtlAdd = 1;
    private const int MsgNoSignal = 0x4000;
    private const int MsgDontWait = 0x40;

    public static int Create() => Check(epoll_create1(0));

    public static void Add(int epoll, int socket, int index)
    {
        var wanted = new Event { Events = EpollIn, Data = (ulong)index };
        Check(epoll_ctl(epoll, EpollCtlAdd, socket, &wanted));
    }

    public static int Wait(int epoll, Span<Event> ready, int milliseconds)
    {
        fixed (Event* first = ready)
        {
            var count = epoll_wait(epoll, first, ready.Length, milliseconds);
            return count < 0 && Marshal.GetLastPInvokeError() == Eintr ? 0 : Check(count);
        }
    }

    /// <returns>0 at the end of the stream, -1 when there is nothing to read.</returns>
    public static int Receive(int socket, Span<byte> buffer)
    {
        fixed (byte* first = buffer)
        {
            var count = (int)recv(socket, first, (nuint)buffer.Length, MsgDontWait);
            return count >= 0 ? count : Marshal.GetLastPInvokeError() == Eagain ? -1 : throw Failure();
        }
    }

    public static void Send(int socket, ReadOnlySpan<byte> request)
    {
        fixed (byte* first = request)
            if (send(socket, first, (nuint)request.Length, MsgNoSignal) != request.Length) throw Failure();
    }

    public static void Close(int descriptor) => _ = close(descriptor);

    private static int Check(int result) => result >= 0 ? result : throw Failure();

    private static IOException Failure() => new($"A system call failed with errno {Marshal.GetLastPInvokeError()}.");

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    public struct Event
    {
        public uint Events;
        public ulong Data;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, int descriptor, Event* wanted);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int epoll, Event* ready, int count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(int socket, byte* buffer, nuint count, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(int socket, byte* buffer, nuint count, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);
}
