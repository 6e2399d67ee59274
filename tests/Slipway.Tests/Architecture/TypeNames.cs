using System.Text.RegularExpressions;

namespace Slipway.Tests.Architecture;

/// <summary>Names say what a thing is; some words say nothing.</summary>
public sealed partial class TypeNames
{
    private static readonly string[] Empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Base", "Common", "Misc"];

    [Fact]
    public void No_type_is_named_by_an_empty_word() => Assert.Empty(
        from file in SourceFiles.Below("src")
        from line in file.Lines
        let name = Declaration().Match(line).Groups["name"].Value
        where Empty.Any(word => name.EndsWith(word, StringComparison.Ordinal)) || (name.EndsWith("Service", StringComparison.Ordinal) && !IsServiceOfAws(name))
        select $"{file.Path}: {name}");

    [Fact]
    public void Namespaces_equal_folders() => Assert.Empty(
        from file in SourceFiles.Below("src")
        let stated = file.Lines.FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))?["namespace ".Length..].TrimEnd(';')
        // The compiler looks for this one in a namespace of its own.
        where stated is not null && file.Name != "IsExternalInit" && stated != file.Folder["src/".Length..].Replace('/', '.')
        select $"{file.Path}: {stated}");

    // ECS has services, and the wire has a word for what AWS calls one.
    private static bool IsServiceOfAws(string name) => name is "IAwsService" || name.StartsWith("Ecs", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(class|record|struct|interface|enum) (struct )?(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();
}
