using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Policies;

namespace Slipway.Tests.Identity.Policies;

public sealed class AwsManagedPoliciesTests
{
    public static TheoryData<string> Arns { get; } = [.. AwsManagedPolicies.All.Select(policy => policy.Arn)];

    [Theory]
    [InlineData("AdministratorAccess", "v1")]
    [InlineData("PowerUserAccess", "v12")]
    [InlineData("ReadOnlyAccess", "v178")]
    [InlineData("SecurityAudit", "v91")]
    [InlineData("job-function/ViewOnlyAccess", "v24")]
    [InlineData("AmazonEC2ContainerRegistryFullAccess", "v3")]
    [InlineData("AmazonEC2ContainerRegistryPowerUser", "v3")]
    [InlineData("AmazonEC2ContainerRegistryReadOnly", "v3")]
    [InlineData("AmazonEC2ContainerRegistryPullOnly", "v1")]
    [InlineData("aws-service-role/ECRReplicationServiceRolePolicy", "v1")]
    [InlineData("aws-service-role/AWSECRPullThroughCache_ServiceRolePolicy", "v2")]
    [InlineData("service-role/AmazonECSTaskExecutionRolePolicy", "v1")]
    [InlineData("service-role/AmazonEC2ContainerServiceforEC2Role", "v7")]
    [InlineData("aws-service-role/AmazonECSServiceRolePolicy", "v13")]
    [InlineData("AmazonECS_FullAccess", "v21")]
    [InlineData("CloudWatchLogsFullAccess", "v8")]
    [InlineData("CloudWatchLogsReadOnlyAccess", "v12")]
    [InlineData("IAMFullAccess", "v2")]
    [InlineData("IAMReadOnlyAccess", "v4")]
    [InlineData("IAMUserChangePassword", "v5")]
    public void A_policy_is_found_by_its_ARN_with_the_version_of_AWS(string name, string version) =>
        Assert.Equal(version, AwsManagedPolicies.Find("arn:aws:iam::aws:policy/" + name)?.Version);

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/ViewOnlyAccess")] // its path is missing
    [InlineData("arn:aws:iam::aws:policy/administratoraccess")]
    [InlineData("arn:aws:iam::000000000000:policy/AdministratorAccess")]
    public void Nothing_else_is_found(string arn) => Assert.Null(AwsManagedPolicies.Find(arn));

    [Fact]
    public void Ids_and_ARNs_are_each_policy_s_own()
    {
        Assert.All(AwsManagedPolicies.All, policy => Assert.Matches("^ANPA[A-Z2-7]{17}$", policy.Id));
        Assert.Equal(AwsManagedPolicies.All.Count, AwsManagedPolicies.All.Select(policy => policy.Id).Distinct().Count());
        Assert.Equal(AwsManagedPolicies.All.Select(policy => policy.Arn).Order(StringComparer.Ordinal), AwsManagedPolicies.All.Select(policy => policy.Arn));
    }

    [Theory]
    [MemberData(nameof(Arns))]
    public void A_document_is_a_policy_that_denies_nothing(string arn)
    {
        Assert.True(Policy.TryParse(AwsManagedPolicies.Find(arn)!.Document, PolicyGrammar.Identity, out var policy, out var fault), fault);
        Assert.All(policy.Statements, statement => Assert.Equal(Effect.Allow, statement.Effect));
    }

    [Theory]
    [InlineData("AmazonEC2ContainerRegistryFullAccess", "ecr:DeleteRepository", true)]
    [InlineData("AmazonEC2ContainerRegistryPowerUser", "ecr:PutImage", true)]
    [InlineData("AmazonEC2ContainerRegistryPowerUser", "ecr:CreateRepository", false)]
    [InlineData("AmazonEC2ContainerRegistryPowerUser", "ecr:BatchDeleteImage", false)]
    [InlineData("AmazonEC2ContainerRegistryPowerUser", "ecr:SetRepositoryPolicy", false)]
    [InlineData("AmazonEC2ContainerRegistryReadOnly", "ecr:BatchGetImage", true)]
    [InlineData("AmazonEC2ContainerRegistryReadOnly", "ecr:PutImage", false)]
    [InlineData("AmazonEC2ContainerRegistryReadOnly", "ecr:InitiateLayerUpload", false)]
    [InlineData("AmazonEC2ContainerRegistryPullOnly", "ecr:GetDownloadUrlForLayer", true)]
    [InlineData("AmazonEC2ContainerRegistryPullOnly", "ecr:ListImages", false)]
    [InlineData("service-role/AmazonECSTaskExecutionRolePolicy", "logs:PutLogEvents", true)]
    [InlineData("service-role/AmazonECSTaskExecutionRolePolicy", "logs:CreateLogGroup", false)]
    [InlineData("AmazonECS_FullAccess", "ecs:RunTask", true)]
    [InlineData("AmazonECS_FullAccess", "ecr:BatchGetImage", false)]
    [InlineData("AmazonECS_FullAccess", "iam:PassRole", false)] // to ECS's services alone
    [InlineData("PowerUserAccess", "ecr:DeleteRepository", true)]
    [InlineData("PowerUserAccess", "iam:CreateUser", false)]
    [InlineData("PowerUserAccess", "iam:ListRoles", true)]
    [InlineData("ReadOnlyAccess", "ecr:BatchGetImage", true)]
    [InlineData("ReadOnlyAccess", "secretsmanager:GetSecretValue", false)]
    [InlineData("ReadOnlyAccess", "sts:AssumeRole", false)]
    [InlineData("SecurityAudit", "iam:GetPolicyVersion", true)]
    [InlineData("SecurityAudit", "ecr:BatchGetImage", false)]
    [InlineData("job-function/ViewOnlyAccess", "ecr:DescribeRepositories", true)]
    [InlineData("job-function/ViewOnlyAccess", "ecr:BatchGetImage", false)]
    [InlineData("IAMReadOnlyAccess", "iam:ListUsers", true)]
    [InlineData("IAMReadOnlyAccess", "iam:CreateUser", false)]
    [InlineData("IAMFullAccess", "iam:CreateUser", true)]
    [InlineData("IAMFullAccess", "organizations:CreateAccount", false)]
    [InlineData("CloudWatchLogsReadOnlyAccess", "logs:GetLogEvents", true)]
    [InlineData("CloudWatchLogsReadOnlyAccess", "logs:PutLogEvents", false)]
    [InlineData("CloudWatchLogsFullAccess", "logs:DeleteLogGroup", true)]
    public void A_policy_allows_what_AWS_s_allows(string name, string action, bool isAllowed) =>
        Assert.Equal(isAllowed, Decide(name, action, "arn:aws:iam::000000000000:role/some").IsAllowed);

    [Theory]
    [InlineData("arn:aws:iam::000000000000:user/alice", true)]
    [InlineData("arn:aws:iam::000000000000:user/eu/staff/alice", true)]
    [InlineData("arn:aws:iam::000000000000:user/bob", false)]
    public void A_user_may_change_its_own_password_only(string user, bool isAllowed) =>
        Assert.Equal(isAllowed, Decide("IAMUserChangePassword", "iam:ChangePassword", user).IsAllowed);

    private static Decision Decide(string name, string action, string resource)
    {
        var arn = "arn:aws:iam::aws:policy/" + name;
        Assert.True(Policy.TryParse(AwsManagedPolicies.Find(arn)!.Document, PolicyGrammar.Identity, out var policy, out _));
        return Evaluation.Decide(
            new(PrincipalType.User, "000000000000") { Arn = "arn:aws:iam::000000000000:user/alice", UniqueId = "AIDAALICE" },
            new() { Identity = [new(name, arn, PolicySourceType.AwsManaged, policy)] },
            new(action, resource, "000000000000", new Alice()));
    }

    private sealed class Alice : IConditionKeys
    {
        public IReadOnlyList<string>? Find(string key) => key == "aws:username" ? ["alice"] : null;
    }
}
