using System.Text.RegularExpressions;

namespace Slipway.Tests.Architecture;

/// <summary>Whoever writes another adapter finds beside the port which suite it must pass, and the suite is there.</summary>
public sealed partial class PortContracts
{
    [Fact]
    public void Every_store_names_its_contract()
    {
        var contracts = SourceFiles.Below("tests/Slipway.Adapters.Tests/Contracts").Select(file => Path.GetFileNameWithoutExtension(file.Path)).ToHashSet();
        var ports = SourceFiles.Below("src/Slipway").Where(file => PortFile().IsMatch(file.Path)).ToList();
        Assert.True(ports.Count > 20);
        Assert.Empty(ports
            .Select(file => (file.Path, Names: Contract().Matches(string.Join('\n', file.Lines)).Select(match => match.Value).ToList()))
            .Where(port => port.Names.Count == 0 || port.Names.Any(name => !contracts.Contains(name)))
            .Select(port => $"{port.Path} must pass {(port.Names.Count == 0 ? "nothing" : string.Join(", ", port.Names) + ", which is not in tests/Slipway.Adapters.Tests/Contracts")}"));
    }

    [GeneratedRegex(@"/I\w+Store\.cs\z")]
    private static partial Regex PortFile();

    [GeneratedRegex(@"\b\w+Contract\b")]
    private static partial Regex Contract();
}
