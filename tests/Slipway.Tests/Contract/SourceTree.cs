using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Slipway.Tests.Contract;

/// <summary>The repository that the tests were built from.</summary>
internal static partial class SourceTree
{
    public static string Root { get; } = Find();

    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>
    /// What comments below a folder say after <c>Departs:</c>, with the file's path. It goes on to the end of the comment.
    /// </summary>
    public static IEnumerable<(string File, string Text)> Departures(string folder)
    {
        if (!Directory.Exists(At(folder))) yield break;
        foreach (var file in Directory.EnumerateFiles(At(folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(Root, file).Replace('\\', '/');
            foreach (Match departure in Departure().Matches(File.ReadAllText(file)))
                yield return (name, Markup().Replace(LineStart().Replace(departure.Groups[1].Value, " "), "").Trim());
        }
    }

    [GeneratedRegex(@"//[^\n]*?\bDeparts:([^\n]*(?:\n[ ]*//[^\n]*)*)")]
    private static partial Regex Departure();

    [GeneratedRegex(@"\s*\n\s*///?\s*")]
    private static partial Regex LineStart();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    private static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
