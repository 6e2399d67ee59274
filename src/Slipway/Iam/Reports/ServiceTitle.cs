using Slipway.Iam.PolicyEngine;

namespace Slipway.Iam.Reports;

/// <summary>A service of this server, as reports name it.</summary>
/// <param name="Namespace">The prefix of its actions.</param>
internal sealed record ServiceTitle(string Namespace, string Name)
{
    /// <summary>In the order of their namespaces.</summary>
    public static IReadOnlyList<ServiceTitle> All { get; } =
    [
        new("cloudtrail", "AWS CloudTrail"),
        new("ecr", "Amazon Elastic Container Registry"),
        new("iam", "AWS Identity and Access Management"),
        new("organizations", "AWS Organizations"),
        new("sts", "AWS Security Token Service"),
    ];

    /// <summary>Whether a policy allows anything of a service, on whatever resource and under whatever conditions.</summary>
    public static bool IsGrantedBy(Policy policy, string service) =>
        policy.Statements.Any(statement => statement.Effect is Effect.Allow && statement.Actions.Concerns(service.ToLowerInvariant()));
}
