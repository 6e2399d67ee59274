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

    /// <summary>The same, and a power cut will not take it away: each folder that got a new entry is flushed.</summary>
    public static void CreateDurableFolder(string path)
    {
        if (Directory.Exists(path)) return;
        var parent = Path.GetDirectoryName(path)!;
        CreateDurableFolder(parent);
        CreatePrivateFolder(path);
        FlushFolder(parent);
    }

    /// <summary>From now on files and folders of this process are for its user alone, whoever makes them.</summary>
    public static void KeepNewFilesPrivate()
    {
        if (!OperatingSystem.IsWindows()) _ = SetCreationMask(0x3F); // 077
    }

    /// <summary>An attempt to open failed because another process has the file for itself.</summary>
    public static bool IsHeldByAnother(IOException fault) =>
        fault.HResult == (OperatingSystem.IsLinux() ? 11 : OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : 35);

    /// <summary>Reads a small file that its owner may hold for itself; empty when that is not possible.</summary>
    public static string ReadTextIgnoringLocks(string path)
    {
        try
        {
            // The base library would ask for a shared lock, and be refused.
            using var file = OperatingSystem.IsWindows()
                ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
                : Open(path, 0);
            if (file.IsInvalid) return "";
            var buffer = new byte[8192];
            return System.Text.Encoding.UTF8.GetString(buffer, 0, RandomAccess.Read(file, buffer, 0));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Gives a file a second name.</summary>
    /// <returns>false when the two names cannot share a file: they lie on different file systems, for instance.</returns>
    public static bool TryLink(string existing, string added) => !OperatingSystem.IsWindows() && Link(existing, added) == 0;

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

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetCreationMask(uint mask);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string added);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int DataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);
}
