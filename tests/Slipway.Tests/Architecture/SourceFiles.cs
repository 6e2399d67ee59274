using System.Runtime.CompilerServices;

namespace Slipway.Tests.Architecture;

/// <summary>The source text of this checkout.</summary>
internal static class SourceFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>C# files below a folder of the checkout, by their path from the root; generated ones are not among them.</summary>
    public static IEnumerable<SourceFile> Below(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Select(path => new SourceFile(Path.GetRelativePath(Root, path), File.ReadAllLines(path)))
        .OrderBy(file => file.Path, StringComparer.Ordinal);

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}

/// <param name="Path">From the root of the checkout, with forward slashes.</param>
internal sealed record SourceFile(string Path, string[] Lines)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;
}
