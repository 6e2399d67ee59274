using System.Text.RegularExpressions;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients.Cli;

/// <summary>No operation of ECR is forgotten: the installed command line says which there are.</summary>
public sealed partial class CompletenessTests(OwnServer own) : IClassFixture<OwnServer>
{
    /// <summary>Of the command line's own making.</summary>
    private static readonly string[] Conveniences = ["get-login", "get-login-password", "wait", "help"];

    [Fact]
    public async Task Every_operation_of_ECR_is_called_by_these_tests()
    {
        Tool.Require("aws");
        var asked = await Tool.RunAsync("aws", ["ecr", "no-such-operation"], own.Program.ClientEnvironment);
        var known = Regex.Matches(asked.Errors, "[a-z]+(-[a-z]+)+").Select(match => match.Value)
            .Where(word => word is not "no-such-operation" && Operation().IsMatch(word)).Distinct().Except(Conveniences).ToList();
        Assert.SkipUnless(known.Count > 40, "this version of aws does not say which operations it knows");
        var tests = string.Concat(Directory.EnumerateFiles(Path.Combine(Checkout.Clients, "Slipway.EndToEnd/Clients"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.DoesNotContain(known, operation => !tests.Contains($"\"{operation}\"", StringComparison.Ordinal));
    }

    [GeneratedRegex("^(batch|complete|create|delete|deregister|describe|get|initiate|list|put|register|set|start|tag|untag|update|upload|validate)-")]
    private static partial Regex Operation();
}
