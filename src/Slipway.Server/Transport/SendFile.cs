using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Slipway.Server.Transport;

/// <summary>sendfile(2) on a socket that does not block.</summary>
internal static partial class SendFile
{
    private const int Eintr = 4;
    private const int Eagain = 11;

    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <returns>Bytes sent; 0 at the end of the file; -1 when the socket is full.</returns>
    /// <exception cref="SocketException">The connection is gone, or the file cannot be read.</exception>
    public static long Send(SafeHandle socket, SafeFileHandle file, long offset, long count)
    {
        while (true)
        {
            var sent = Sendfile64(socket, file, ref offset, (nint)count);
            if (sent >= 0) return sent;
            switch (Marshal.GetLastPInvokeError())
            {
                case Eintr: continue;
                case Eagain: return -1;
                case var error: throw new SocketException((int)SocketError.ConnectionReset, $"sendfile failed with errno {error}.");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "sendfile64", SetLastError = true)]
    private static partial nint Sendfile64(SafeHandle socket, SafeFileHandle file, ref long offset, nint count);
}
