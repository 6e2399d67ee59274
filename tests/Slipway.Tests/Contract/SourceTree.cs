using System.Runtime.CompilerServices;

namespace Slipway.Tests.Contract;

/// <summary>The repository that the tests were built from.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>
    /// The <c>// Departs:</c> comments below a folder: file name and text. A comment goes on for as long as lines of
    /// comment follow.
    /// </summary>
    public static IEnumerable<(string File, string Text)> Departures(string folder)
    {
        const string Mark = "// Departs:";
        if (!Directory.Exists(At(folder))) yield break;
        foreach (var file in Directory.EnumerateFiles(At(folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var lines = File.ReadAllLines(file);
            for (var i = 0; i < lines.Length; i++)
            {
                var start = lines[i].IndexOf(Mark, StringComparison.Ordinal);
                if (start < 0) continue;
                var text = lines[i][(start + Mark.Length)..].Trim();
                while (i + 1 < lines.Length && lines[i + 1].TrimStart() is ['/', '/', ' ', .. var more]) (text, i) = ($"{text} {more.Trim()}", i + 1);
                yield return (Path.GetRelativePath(Root, file).Replace('\\', '/'), text);
            }
        }
    }

    private static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
