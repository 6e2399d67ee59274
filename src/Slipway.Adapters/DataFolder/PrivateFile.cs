using Slipway.Adapters.Files;

namespace Slipway.Adapters.DataFolder;

/// <summary>Small files with secrets: for their owner's eyes only (mode 0600), replaced whole, durable when written.</summary>
internal static class PrivateFile
{
    /// <summary>Puts the content in place; a reader sees the old or the new, also after a power cut.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var draft = path + ".new";
        // Left over from a crash, it may have any mode; a fresh one is private from its first moment.
        File.Delete(draft);
        using (var file = new FileStream(draft, Options()))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
        PosixFiles.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static FileStreamOptions Options()
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
