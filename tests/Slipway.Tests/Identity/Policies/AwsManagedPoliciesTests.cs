using System.Text.Json;
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
    public void A_document_is_JSON_that_allows_and_denies_nothing(string arn)
    {
        using var document = JsonDocument.Parse(AwsManagedPolicies.Find(arn)!.Document);
        Assert.Equal("2012-10-17", document.RootElement.GetProperty("Version").GetString());
        Assert.All(document.RootElement.GetProperty("Statement").EnumerateArray(), statement => Assert.Equal("Allow", statement.GetProperty("Effect").GetString()));
    }
}
