using System.Security.Cryptography;
using System.Text;
using Slipway.Iam.PolicyEngine;
using Slipway.Wire;

namespace Slipway.Iam.Simulation;

/// <summary>What both simulations are asked: each action on each resource.</summary>
/// <param name="Policies">PolicyInputList.</param>
/// <param name="Boundaries">PermissionsBoundaryPolicyInputList.</param>
internal sealed record SimulationInput(
    IReadOnlyList<string> Actions,
    IReadOnlyList<string>? Resources,
    IReadOnlyList<string>? Policies,
    IReadOnlyList<string>? Boundaries,
    string? ResourcePolicy,
    string? ResourceOwner,
    string? CallerArn,
    IReadOnlyList<ContextEntry>? Context)
{
    /// <summary>A text that is another for every other question, so that a marker goes on only with its own.</summary>
    public string Fingerprint
    {
        get
        {
            IEnumerable<string?> parts =
            [
                .. Actions, null, .. Resources ?? [], null, .. Policies ?? [], null, .. Boundaries ?? [], null, ResourcePolicy, ResourceOwner, CallerArn,
                .. (Context ?? []).SelectMany(entry => entry.ContextKeyValues?.Prepend(entry.ContextKeyName) ?? []),
            ];
            return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.Select(part => part is null ? "-" : $"{part.Length} {part}")))));
        }
    }

    /// <exception cref="AwsError">A document that does not parse.</exception>
    public IReadOnlyList<PolicySource> CompilePolicies() => Compile(Policies, "PolicyInputList", PolicyGrammar.Identity, PolicySourceType.None);

    /// <returns>null where none is given.</returns>
    /// <exception cref="AwsError">A document that does not parse, or more than one.</exception>
    public IReadOnlyList<PolicySource>? CompileBoundary() => Boundaries switch
    {
        null or { Count: 0 } => null,
        { Count: 1 } => Compile(Boundaries, "PermissionsBoundaryPolicyInputList", PolicyGrammar.Identity, PolicySourceType.None),
        _ => throw IamErrors.InvalidInput("The list of Permissions Boundary policies cannot exceed 1 items."),
    };

    /// <exception cref="AwsError">It does not parse.</exception>
    public IReadOnlyList<PolicySource> CompileResourcePolicy() => ResourcePolicy is null
        ? []
        : [.. Compile([ResourcePolicy], "ResourcePolicy", PolicyGrammar.Resource, PolicySourceType.Resource).Select(source => source with { Id = "ResourcePolicy" })];

    /// <summary>Policies that were sent, named by their places in the list.</summary>
    public static IReadOnlyList<PolicySource> Compile(IReadOnlyList<string>? documents, string list, PolicyGrammar grammar, PolicySourceType type) =>
    [
        .. (documents ?? []).Select((document, index) => Policy.TryParse(document, grammar, out var policy, out var fault)
            ? new PolicySource($"{list}.{index + 1}", null, type, policy)
            : throw IamErrors.InvalidInput(fault)),
    ];
}
