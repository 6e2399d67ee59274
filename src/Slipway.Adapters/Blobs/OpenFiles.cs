using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Sealing;

namespace Slipway.Adapters.Blobs;

/// <summary>Opens files that may be gone at any moment.</summary>
internal static class OpenFiles
{
    /// <returns>null when there is no such file.</returns>
    public static SafeFileHandle? TryOpen(string path, FileAccess access)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception absence) when (absence is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <returns>null when it is damaged.</returns>
    public static SealedHeader? ReadHeader(SafeFileHandle file)
    {
        var header = new byte[SealedGeometry.HeaderSize];
        return RandomAccess.Read(file, header, 0) == header.Length ? SealedHeader.Read(header) : null;
    }
}
