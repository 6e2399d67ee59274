using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Files;

namespace Slipway.Adapters.DataFolder;

/// <summary>
/// The ownership of a data folder, by one process at a time, until it is disposed or the process has ended, however it
/// ended. Files that are made from then on are for this user alone.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    // Linux has room for 108 bytes, others for a few less.
    private const int LongestSocketPath = 100;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);

    private readonly SafeFileHandle file;
    private readonly TimeProvider clock;
    private ITimer? heartbeat;

    private FolderLock(DataFolderLayout layout, SafeFileHandle file, DateTimeOffset lastServedAt, TimeProvider clock)
    {
        Layout = layout;
        this.file = file;
        this.clock = clock;
        LastServedAt = lastServedAt;
    }

    public DataFolderLayout Layout { get; }

    /// <summary>When a server last answered anybody out of this folder, before this process: what a collection without a server takes for the time of the last claim.</summary>
    public DateTimeOffset LastServedAt { get; }

    /// <summary>Makes the folder if need be, and takes it.</summary>
    /// <exception cref="DataFolderInUseException">Another process has it: ask that one with <see cref="ControlClient"/>.</exception>
    /// <exception cref="DataFolderException">It cannot be made or written to, or a restore into it has not ended.</exception>
    public static FolderLock Take(string path, TimeProvider clock)
    {
        var taken = TakeForRestore(path, clock);
        if (!File.Exists(taken.Layout.RestoreMark)) return taken;
        taken.Dispose();
        throw new DataFolderException($"A restore into the data folder '{path}' did not come to its end. Run it again: it starts over.", null);
    }

    /// <summary>The same, but a restore that did not end is no obstacle.</summary>
    public static FolderLock TakeForRestore(string path, TimeProvider clock)
    {
        var layout = new DataFolderLayout(Path.GetFullPath(path));
        try
        {
            PosixFiles.KeepNewFilesPrivate();
            PosixFiles.CreateDurableFolder(layout.Path);
            var lastServedAt = File.Exists(layout.Lock) ? new DateTimeOffset(File.GetLastWriteTimeUtc(layout.Lock)) + Heartbeat : clock.GetUtcNow();
            var file = File.OpenHandle(layout.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var taken = new FolderLock(layout, file, lastServedAt, clock);
            taken.ForgetSocketOfTheDead();
            taken.Write(null);
            return taken;
        }
        catch (IOException fault) when (PosixFiles.IsHeldByAnother(fault))
        {
            var (pid, socket) = Read(layout.Lock);
            throw new DataFolderInUseException(layout.Path, pid, socket, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The data folder '{layout.Path}' cannot be used: {fault.Message}", fault);
        }
    }

    /// <summary>Says that a server runs on the folder now, and where it takes commands.</summary>
    /// <returns>Where the socket is to be made.</returns>
    public string BeginServing()
    {
        // A deep folder leaves too few characters for a socket; a private folder of its own holds it then.
        var socket = Encoding.UTF8.GetByteCount(Layout.Socket) <= LongestSocketPath
            ? Layout.Socket
            : Path.Combine(Directory.CreateTempSubdirectory("slipway-").FullName, "control.sock");
        File.Delete(socket);
        Write(socket);
        heartbeat = clock.CreateTimer(_ => Touch(clock.GetUtcNow()), null, TimeSpan.Zero, Heartbeat);
        return socket;
    }

    public void Dispose()
    {
        if (file.IsClosed) return;
        if (heartbeat is not null)
        {
            heartbeat.Dispose();
            ForgetSocketOfTheDead();
            Write(null);
            Touch(clock.GetUtcNow());
        }

        file.Dispose();
    }

    /// <summary>What the owner has written, also while it holds the lock.</summary>
    internal static (int? Pid, string? Socket) Read(string lockFile)
    {
        int? pid = null;
        string? socket = null;
        foreach (var line in PosixFiles.ReadTextIgnoringLocks(lockFile).Split('\n'))
        {
            if (line.StartsWith("pid ", StringComparison.Ordinal) && int.TryParse(line.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) pid = id;
            if (line.StartsWith("socket ", StringComparison.Ordinal)) socket = line[7..];
        }

        return (pid, socket);
    }

    private void Write(string? socket)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"pid {Environment.ProcessId}\n{(socket is null ? "" : $"socket {socket}\n")}");
        RandomAccess.SetLength(file, 0);
        RandomAccess.Write(file, Encoding.UTF8.GetBytes(text), 0);
        // The file's time is that of the last service; a command that only passes by does not count.
        Touch(LastServedAt - Heartbeat);
    }

    private void Touch(DateTimeOffset at)
    {
        try
        {
            File.SetLastWriteTimeUtc(file, at.UtcDateTime);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The next beat tries again.
        }
    }

    private void ForgetSocketOfTheDead()
    {
        if (Read(Layout.Lock).Socket is not { } socket) return;
        try
        {
            File.Delete(socket);
            var folder = Path.GetDirectoryName(socket)!;
            if (folder != Layout.Path) Directory.Delete(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Somebody has tidied the temporary folder already.
        }
    }
}
