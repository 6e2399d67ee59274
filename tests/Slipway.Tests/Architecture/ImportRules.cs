using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Slipway.Tests.Architecture;

/// <summary>Who may know whom. The tables are those of ARCHITECTURE.md; a project or a folder that is not in them fails.</summary>
public sealed partial class ImportRules
{
    private static readonly Dictionary<string, string[]> Projects = new()
    {
        ["Slipway.Generators"] = [],
        ["Slipway.Wire"] = [],
        ["Slipway"] = ["Slipway.Wire", "Slipway.Generators"],
        ["Slipway.Adapters"] = ["Slipway"],
        ["Slipway.Server"] = ["Slipway.Adapters"],
    };

    /// <summary>For each folder of src/Slipway, the namespaces of ours that it may name; a full name allows that type alone.</summary>
    private static readonly Dictionary<string, string[]> Folders = new()
    {
        ["Kernel"] = [],
        ["Workers"] = [],
        ["Registry"] = ["Slipway.Kernel", "Slipway.Workers"],
        ["Oci"] =
        [
            "Slipway.Registry", "Slipway.Kernel", "Slipway.Wire.Caller", "Slipway.Wire.Principal", "Slipway.Wire.IAuthorizer",
            "Slipway.Wire.IRegistryTokens", "Slipway.Wire.TokenCheck", "Slipway.Wire.Access", "Slipway.Wire.Verdict", "Slipway.Wire.RequestRecord",
            "Slipway.Wire.Audit.Auditor", "Slipway.Wire.Audit.AuditEvent", "Slipway.Wire.Audit.AuditJson", "Slipway.Wire.Audit.TlsOfRequest",
            "Slipway.Wire.Throttling.LoginGuard", "Slipway.Wire.Throttling.Throttle",
        ],
        ["Ecr"] = ["Slipway.Registry", "Slipway.Workers", "Slipway.Kernel", "Slipway.Wire"],
        ["Identity"] = ["Slipway.Iam.PolicyEngine", "Slipway.Workers", "Slipway.Kernel", "Slipway.Wire"],
        ["Iam/PolicyEngine"] = [],
        ["Iam"] = ["Slipway.Identity", "Slipway.Workers", "Slipway.Kernel", "Slipway.Wire"],
        ["Sts"] = ["Slipway.Identity", "Slipway.Iam.PolicyEngine", "Slipway.Kernel", "Slipway.Wire"],
        ["Organizations"] = ["Slipway.Identity", "Slipway.Iam.PolicyEngine", "Slipway.Workers", "Slipway.Kernel", "Slipway.Wire"],
        ["CloudTrail"] = ["Slipway.Workers", "Slipway.Kernel", "Slipway.Wire"],
        ["SecretsManager"] = ["Slipway.Workers", "Slipway.Kernel", "Slipway.Wire"],
        ["Kms"] = ["Slipway.Workers", "Slipway.Kernel", "Slipway.Wire"],
        ["Events"] = ["Slipway.Workers", "Slipway.Kernel", "Slipway.Wire"],
    };

    [Fact]
    public void Projects_reference_only_what_they_may()
    {
        foreach (var project in Directory.EnumerateFiles(Path.Combine(SourceFiles.Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
            Assert.True(Projects.ContainsKey(name), $"{name} is not in the table of projects");
            Assert.Empty(references.Except(Projects[name]));
        }
    }

    [Fact]
    public void Folders_import_only_what_they_may()
    {
        List<string> broken = [];
        foreach (var file in SourceFiles.Below("src/Slipway").Where(file => file.Folder != "src/Slipway"))
        {
            var folder = FolderOf(file);
            Assert.True(Folders.ContainsKey(folder), $"src/Slipway/{folder} is not in the table of folders");
            var allowed = Folders[folder].Append($"Slipway.{folder.Replace('/', '.')}").ToList();
            foreach (var (line, number) in file.Lines.Select((line, index) => (Code(line), index + 1)))
            {
                broken.AddRange(Imports().Matches(line)
                    .Select(match => match.Value)
                    .Where(name => !allowed.Any(may => name == may || name.StartsWith(may + ".", StringComparison.Ordinal) || IsOnWayTo(may, name, line)))
                    .Select(name => $"{file.Path}:{number} names {name}"));
            }

            broken.AddRange(WholesaleUse(file, allowed));
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void The_registry_knows_no_HTTP_and_no_AWS() => Assert.Empty(SourceFiles.Below("src/Slipway/Registry")
        .Where(file => file.Lines.Any(line => line.Contains("Microsoft.AspNetCore", StringComparison.Ordinal)))
        .Select(file => file.Path));

    [Fact]
    public void Only_the_composition_of_the_program_names_adapters() => Assert.Empty(SourceFiles.Below("src/Slipway.Server")
        .Where(file => file.Name is not "Composition" && !file.Path.Contains("/Commands/", StringComparison.Ordinal) && file.Name is not ("SlipwayServer" or "DatabaseReadiness"))
        .Where(file => file.Lines.Any(line => line.StartsWith("using Slipway.Adapters", StringComparison.Ordinal)))
        .Select(file => file.Path));

    // The longest of the table's folders that the file lies in.
    private static string FolderOf(SourceFile file)
    {
        var steps = file.Path.Split('/')[2..^1];
        return Enumerable.Range(1, steps.Length).Reverse().Select(depth => string.Join('/', steps[..depth])).FirstOrDefault(Folders.ContainsKey) ?? steps[0];
    }

    // "using Slipway.Wire;" is how single types of it come in; which types those are is checked by their names.
    private static bool IsOnWayTo(string may, string name, string line) =>
        line.StartsWith("using ", StringComparison.Ordinal) && may.StartsWith(name + ".", StringComparison.Ordinal);

    /// <summary>Where a folder may use only some types of the wire, the others must not be named.</summary>
    private static IEnumerable<string> WholesaleUse(SourceFile file, List<string> allowed)
    {
        var single = allowed.Where(may => may.StartsWith("Slipway.Wire.", StringComparison.Ordinal)).Select(may => may[(may.LastIndexOf('.') + 1)..]).ToHashSet();
        if (single.Count == 0 || allowed.Contains("Slipway.Wire")) yield break;
        var others = SourceFiles.Below("src/Slipway.Wire").Select(wire => wire.Name).Where(name => !single.Contains(name)).ToHashSet();
        foreach (var (line, number) in file.Lines.Select((line, index) => (Code(line), index + 1)))
        {
            foreach (var word in Words().Matches(line).Select(match => match.Value).Where(others.Contains))
            {
                if (!IsOwnName(file, word)) yield return $"{file.Path}:{number} uses {word} of the wire";
            }
        }
    }

    // A type of the folder itself may be called as one of the wire's is.
    private static bool IsOwnName(SourceFile file, string word) =>
        SourceFiles.Below(string.Join('/', file.Path.Split('/')[..3])).Any(own => own.Name == word || own.Lines.Any(line => Regex.IsMatch(line, $@"\b(class|record|struct|enum|interface) {word}\b")));

    private static string Code(string line) => line.IndexOf("//", StringComparison.Ordinal) is >= 0 and var comment ? line[..comment] : line;

    [GeneratedRegex(@"\bSlipway(\.[A-Z]\w*)+")]
    private static partial Regex Imports();

    [GeneratedRegex(@"(?<![.\w""])[A-Z]\w+")]
    private static partial Regex Words();
}
