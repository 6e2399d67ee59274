using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Slipway.Adapters.Files;

/// <summary>The few calls on files that the base library lacks. Each has a portable way to do without it.</summary>
internal static partial class PosixFiles
{
    private const int ReadOnlyDirectory = 0x10000 | 0x80000; // O_DIRECTORY | O_CLOEXEC, as Linux numbers them on x64
    private const int ReadOnlyDirectoryArm = 0x4000 | 0x80000;
    private const uint StartWriteBack = 2; // SYNC_FILE_RANGE_WRITE

    /// <summary>Flushes content and length, but not times, to the disk.</summary>
    public static void FlushData(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        Check(DataSync(file), "fdatasync");
    }

    /// <summary>
    /// Makes creations, renames and deletions in a folder durable. Where a folder cannot be flushed (Windows) the file
    /// system's own journal has to do.
    /// </summary>
    public static void FlushFolder(string path)
    {
        if (!OperatingSystem.IsLinux()) return;
        var flags = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? ReadOnlyDirectoryArm : ReadOnlyDirectory;
        using var folder = Open(path, flags);
        if (folder.IsInvalid) throw Fault("open of a folder", path);
        Check(Sync(folder), "fsync of a folder");
    }

    /// <summary>Asks the system to start writing a range to the disk, without waiting for it: a later flush is then short.</summary>
    public static void StartFlush(SafeFileHandle file, long offset, long length)
    {
        // A hint: where it is refused the flush at the end does all the work.
        if (OperatingSystem.IsLinux()) _ = SyncFileRange(file, offset, length, StartWriteBack);
    }

    /// <summary>Opens or makes a file that only this user may read.</summary>
    public static SafeFileHandle OpenPrivate(string path, FileMode mode, FileAccess access)
    {
        var file = File.OpenHandle(path, mode, access, FileShare.ReadWrite | FileShare.Delete);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    /// <summary>Makes a folder, and those above it, that only this user may enter.</summary>
    public static void CreatePrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void Check(int result, string call)
    {
        if (result != 0) throw Fault(call, null);
    }

    private static IOException Fault(string call, string? path)
    {
        var reason = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
        return new(path is null ? $"{call} failed: {reason}" : $"{call} '{path}' failed: {reason}");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int DataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);
}
