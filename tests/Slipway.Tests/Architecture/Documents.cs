using System.Text.RegularExpressions;

namespace Slipway.Tests.Architecture;

/// <summary>What the documents name must be there.</summary>
public sealed partial class Documents
{
    public static TheoryData<string> Pages { get; } =
    [
        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md",
        .. Directory.EnumerateFiles(Path.Combine(SourceFiles.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(SourceFiles.Root, path)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_path_that_is_named_exists(string page)
    {
        var text = File.ReadAllText(Path.Combine(SourceFiles.Root, page));
        var paths = Paths().Matches(text).Select(match => match.Groups["path"].Value.TrimEnd('.'));
        Assert.All(paths.Distinct().Where(path => !path.Contains("NNNN", StringComparison.Ordinal)), path => Assert.True(Path.Exists(Path.Combine(SourceFiles.Root, path)), $"{path} does not exist"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(SourceFiles.Root, page))!;
        var links = Links().Matches(File.ReadAllText(Path.Combine(SourceFiles.Root, page))).Select(match => match.Groups["link"].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'));
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(folder, link.Split('#')[0])), $"{link} leads nowhere"));
    }

    [Fact]
    public void Architecture_and_decisions_are_short()
    {
        Assert.InRange(File.ReadAllLines(Path.Combine(SourceFiles.Root, "ARCHITECTURE.md")).Length, 20, 130);
        Assert.All(Directory.EnumerateFiles(Path.Combine(SourceFiles.Root, "docs/decisions"), "*.md"), path => Assert.InRange(File.ReadAllLines(path).Length, 5, 60));
    }

    /// <summary>A path from the root in code style, such as `src/Slipway/Oci/OciRoutes.cs`; wildcards and placeholders are none.</summary>
    [GeneratedRegex(@"`(?<path>(src|tests|e2e|bench|docs|\.ci)/[\w./-]*)`")]
    private static partial Regex Paths();

    [GeneratedRegex(@"\]\((?<link>[^)\s]+)\)")]
    private static partial Regex Links();
}
