using System.Text.Json;

namespace Slipway.Ecr.Policies;

/// <summary>
/// Which actions the policies of repositories and registries may name, beyond IAM's grammar: those that could ever be asked of
/// them, so that nothing is kept that would not be obeyed.
/// </summary>
internal static class PolicyActions
{
    // All that a registry's policy counts for in the scope V1 ("Registry permissions").
    private static readonly string[] Incoming = ["ecr:ReplicateImage", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository"];

    /// <param name="policy">A policy that IAM's grammar allows.</param>
    public static bool AreOfEcr(string policy) => Named(policy).All(member => member.Actions.All(IsOfEcr));

    /// <inheritdoc cref="AreOfEcr"/>
    public static bool AreIncoming(string policy) => Named(policy).All(member =>
        !member.IsNegated && member.Actions.All(action => Incoming.Contains(action, StringComparer.OrdinalIgnoreCase)));

    private static bool IsOfEcr(string action) => action == "*"
        || action.StartsWith("ecr:", StringComparison.OrdinalIgnoreCase) || action.StartsWith("slipway:", StringComparison.OrdinalIgnoreCase);

    private static List<(bool IsNegated, List<string> Actions)> Named(string policy)
    {
        using var document = JsonDocument.Parse(policy);
        List<(bool IsNegated, List<string> Actions)> named = [];
        foreach (var statement in Items(document.RootElement.GetProperty("Statement")))
        {
            foreach (var member in (string[])["Action", "NotAction"])
            {
                if (statement.TryGetProperty(member, out var actions)) named.Add((member == "NotAction", [.. Items(actions).Select(action => action.GetString()!)]));
            }
        }

        return named;
    }

    /// <summary>One, or a list of them.</summary>
    private static List<JsonElement> Items(JsonElement value) => value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
}
