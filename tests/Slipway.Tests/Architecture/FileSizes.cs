namespace Slipway.Tests.Architecture;

/// <summary>A file is one idea. Past 250 lines it explains itself here; past 400 it is split.</summary>
public sealed class FileSizes
{
    /// <summary>Longer than 250 lines, each with its reason.</summary>
    private static readonly Dictionary<string, string> Reasons = [];

    [Fact]
    public void Source_files_are_short() => Assert.Empty(SourceFiles.Below("src")
        .Where(file => file.Lines.Length > (Reasons.ContainsKey(file.Path) ? 400 : 250))
        .Select(file => $"{file.Path} has {file.Lines.Length} lines"));

    [Fact]
    public void Lines_can_be_read_without_scrolling() => Assert.Empty(SourceFiles.Below("src")
        .SelectMany(file => file.Lines.Select((line, index) => (file.Path, Number: index + 1, line.Length)))
        .Where(line => line.Length > 250)
        .Select(line => $"{line.Path}:{line.Number} has {line.Length} characters"));
}
