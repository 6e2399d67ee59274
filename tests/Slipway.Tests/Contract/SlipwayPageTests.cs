using System.Text.RegularExpressions;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Tests.Contract;

/// <summary>docs/services/slipway.md tells of every operation of our own, with an example that the command line would take.</summary>
public sealed partial class SlipwayPageTests
{
    private static readonly List<OperationEntry> Operations = [.. OperationTable.All.Where(operation => operation.Service.SigningName == "slipway")];

    private static readonly List<(string Name, string Example)> Rows =
        [.. Row().Matches(File.ReadAllText(SourceTree.At("docs/services/slipway.md"))).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];

    public static TheoryData<string> Names => [.. Operations.Select(operation => operation.Name)];

    [Fact]
    public void The_page_names_the_operations_that_there_are() =>
        Assert.Equal(Operations.Select(operation => operation.Name).Order(StringComparer.Ordinal), Rows.Select(row => row.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_names_the_command_its_required_members_and_no_others(string name)
    {
        var words = Rows.Single(row => row.Name == name).Example.Split(' ');
        Assert.Equal(["aws", "slipway", Kebab(name)], words[..3]);
        var members = Operations.Single(operation => operation.Name == name).Input.Members!().ToDictionary(member => "--" + Kebab(member.Member.In(MemberCasing.Pascal)));
        var options = words.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Replace("--no-", "--", StringComparison.Ordinal)).ToHashSet();
        Assert.Empty(options.Except(members.Keys));
        Assert.Empty(members.Where(member => member.Value.IsRequired).Select(member => member.Key).Except(options));
    }

    // As botocore turns the names of operations and members into words of the command line.
    private static string Kebab(string name) => Hump().Replace(name, "$1-$2").ToLowerInvariant();

    [GeneratedRegex("([a-z0-9])([A-Z])")]
    private static partial Regex Hump();

    [GeneratedRegex(@"^\| (\w+) \|.*\| `(aws [^`]*)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
