using Slipway.Identity;
using Slipway.Identity.Principals;

namespace Slipway.Iam.ServiceLinkedRoles;

/// <summary>The role that a service makes use of for itself: its name, policy and purpose are the service's.</summary>
/// <param name="Service">Such as <c>ecs.amazonaws.com</c>.</param>
/// <param name="PolicyArn">The one policy that it has.</param>
internal sealed record ServiceLinkedRole(string Service, string RoleName, string PolicyArn, string? Description)
{
    private const string PathPrefix = "/aws-service-role/";
    private const string Policies = "arn:aws:iam::aws:policy/aws-service-role/";

    /// <summary>Of the services that are here.</summary>
    public static IReadOnlyList<ServiceLinkedRole> All { get; } =
    [
        new("ecs.amazonaws.com", "AWSServiceRoleForECS", $"{Policies}AmazonECSServiceRolePolicy", "Role to enable Amazon ECS to manage your cluster."),
        new("replication.ecr.amazonaws.com", "AWSServiceRoleForECRReplication", $"{Policies}ECRReplicationServiceRolePolicy", null),
        new("pullthroughcache.ecr.amazonaws.com", "AWSServiceRoleForECRPullThroughCache", $"{Policies}AWSECRPullThroughCache_ServiceRolePolicy", null),
    ];

    public string Path => PathOf(Service);

    /// <summary>Nobody but the service may assume it.</summary>
    public BoundPolicy TrustPolicy => BoundPolicy.WithoutNames(
        $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{{Service}}}"},"Action":"sts:AssumeRole"}]}""");

    public static ServiceLinkedRole? Find(string service) => All.FirstOrDefault(role => role.Service == service);

    public static string PathOf(string service) => $"{PathPrefix}{service}/";

    /// <summary>Whether only service-linked roles may have this path: people, and the policies that they write, tell them by it.</summary>
    public static bool OwnsPath(IamPath path) => path.ToString().StartsWith(PathPrefix, StringComparison.Ordinal);
}
