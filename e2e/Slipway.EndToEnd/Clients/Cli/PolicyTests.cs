using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients.Cli;

/// <summary>Policies and settings of repositories and registries, as a user types them.</summary>
public sealed class PolicyTests : IClassFixture<OwnServer>
{
    private readonly AwsCli aws;

    public PolicyTests(OwnServer own)
    {
        Tool.Require("aws");
        aws = new(own.Program);
    }

    [Fact]
    public async Task A_repository_s_policy_is_set_shown_and_deleted()
    {
        await aws.Ecr("create-repository", "--repository-name", "policy/one");
        await aws.EcrFails("RepositoryPolicyNotFoundException", "get-repository-policy", "--repository-name", "policy/one");
        const string Policy = """{"Version":"2012-10-17","Statement":[{"Sid":"pull","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}]}""";
        await aws.Ecr("set-repository-policy", "--repository-name", "policy/one", "--policy-text", Policy);
        var shown = JsonDocument.Parse((await aws.Ecr("get-repository-policy", "--repository-name", "policy/one")).GetProperty("policyText").GetString()!).RootElement;
        Assert.Equal("pull", shown.GetProperty("Statement")[0].GetProperty("Sid").GetString());
        await aws.EcrFails("InvalidParameterException", "set-repository-policy", "--repository-name", "policy/one", "--policy-text", "{}");
        // Who shuts herself out is asked whether she means it.
        const string Shut = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"ecr:SetRepositoryPolicy"}]}""";
        await aws.EcrFails("InvalidParameterException", "set-repository-policy", "--repository-name", "policy/one", "--policy-text", Shut);
        await aws.Ecr("set-repository-policy", "--repository-name", "policy/one", "--policy-text", Shut, "--force");
        await aws.EcrFails("AccessDeniedException", "set-repository-policy", "--repository-name", "policy/one", "--policy-text", Policy);
        await aws.Ecr("delete-repository-policy", "--repository-name", "policy/one");
        await aws.EcrFails("RepositoryPolicyNotFoundException", "delete-repository-policy", "--repository-name", "policy/one");
    }

    [Fact]
    public async Task A_registry_s_policy_is_put_shown_and_deleted()
    {
        await aws.EcrFails("RegistryPolicyNotFoundException", "get-registry-policy");
        const string Policy = """{"Version":"2012-10-17","Statement":[{"Sid":"replicate","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":["ecr:CreateRepository","ecr:ReplicateImage"],"Resource":["arn:aws:ecr:us-east-1:000000000000:repository/*"]}]}""";
        Assert.Equal("000000000000", (await aws.Ecr("put-registry-policy", "--policy-text", Policy)).GetProperty("registryId").GetString());
        Assert.Contains("replicate", (await aws.Ecr("get-registry-policy")).GetProperty("policyText").GetString(), StringComparison.Ordinal);
        await aws.EcrFails("InvalidParameterException", "put-registry-policy", "--policy-text", """{"Version":"2012-10-17","Statement":[]}""");
        await aws.Ecr("delete-registry-policy");
        await aws.EcrFails("RegistryPolicyNotFoundException", "delete-registry-policy");
    }

    [Theory]
    [InlineData("BASIC_SCAN_TYPE_VERSION", "AWS_NATIVE")]
    [InlineData("REGISTRY_POLICY_SCOPE", "V1")]
    [InlineData("BLOB_MOUNTING", "DISABLED")]
    public async Task A_setting_of_the_account_is_put_and_shown(string name, string value)
    {
        Assert.NotNull((await aws.Ecr("get-account-setting", "--name", name)).GetProperty("value").GetString());
        await aws.Ecr("put-account-setting", "--name", name, "--value", value);
        Assert.Equal(value, (await aws.Ecr("get-account-setting", "--name", name)).GetProperty("value").GetString());
        await aws.EcrFails("InvalidParameterException", "put-account-setting", "--name", name, "--value", "NONSENSE");
    }
}
