using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>A registry as the cache of another account's, as a user types it, pulled with skopeo and docker.</summary>
public sealed class AccountCacheTests(OwnServer own, DockerEngine docker) : IClassFixture<OwnServer>, IClassFixture<DockerEngine>, IAsyncLifetime
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"pullthroughcache.ecr.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private const string Read = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Resource":"*"}]}""";

    private readonly ServerProgram server = own.Program;
    private readonly AwsCli aws = new(own.Program);
    private PartnerAccount partner = null!;

    public async ValueTask InitializeAsync()
    {
        Tool.Require("aws", "skopeo");
        partner = await PartnerAccount.OfAsync(server, "upstream");
    }

    public ValueTask DisposeAsync()
    {
        partner?.Dispose();
        return default;
    }

    [Fact]
    public async Task Its_images_are_pulled_by_a_role_as_long_as_both_accounts_allow_it()
    {
        await partner.EcrAsync("create-repository", "--repository-name", "team/web");
        foreach (var tag in new[] { "v1", "v2", "v3" }) await partner.PushAsync("team/web", tag);
        await aws.EcrFails("customRoleArn", [.. NewRule]);
        var role = (await aws.RunAsync("iam", "create-role", "--role-name", "cache", "--assume-role-policy-document", Trust)).Succeeds().Json.GetProperty("Role").GetProperty("Arn").GetString()!;
        await aws.Ecr([.. NewRule, "--custom-role-arn", role]);
        (await PullAsync("v1")).FailsWith("is not authorized to perform ecr:BatchGetImage");
        Assert.False(await IsValidAsync());

        (await aws.RunAsync("iam", "put-role-policy", "--role-name", "cache", "--policy-name", "read", "--policy-document", Read)).Succeeds();
        Assert.False(await IsValidAsync());
        (await PullAsync("v1")).FailsWith("denied");
        await partner.EcrAsync("set-repository-policy", "--repository-name", "team/web", "--policy-text", $$"""
            {"Version":"2012-10-17","Statement":[{"Sid":"cache","Effect":"Allow","Principal":{"AWS":"{{role}}"},"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}]}
            """);
        Assert.True(await IsValidAsync());
        (await PullAsync("v1")).Succeeds();
        await DockerPullsAsync("v2");

        await partner.EcrAsync("delete-repository-policy", "--repository-name", "team/web");
        Assert.False(await IsValidAsync());
        (await PullAsync("v3")).FailsWith("denied");
        // What came in time is the cache's own.
        (await PullAsync("v1")).Succeeds();
    }

    private IEnumerable<string> NewRule =>
    [
        "create-pull-through-cache-rule", "--ecr-repository-prefix", "partner", "--upstream-registry", "ecr",
        "--upstream-registry-url", $"{partner.Account}.dkr.ecr.us-east-1.amazonaws.com",
    ];

    private async Task<bool> IsValidAsync() => (await aws.Ecr("validate-pull-through-cache-rule", "--ecr-repository-prefix", "partner")).GetProperty("isValid").GetBoolean();

    private async Task<ToolResult> PullAsync(string tag) => await partner.PullAsync($"{server.Host}/partner/team/web:{tag}", await Password.OfAsync(server));

    /// <summary>Where docker can run.</summary>
    private async Task DockerPullsAsync(string tag)
    {
        if (docker.Missing is not null) return;
        (await Tool.RunAsync("docker", ["login", "--username", "AWS", "--password-stdin", server.Host], docker.Environment, await Password.OfAsync(server))).Succeeds();
        (await docker.DockerAsync("pull", $"{server.Host}/partner/team/web:{tag}")).Succeeds();
    }
}
