using System.Text.Json;
using Slipway.EndToEnd.Support;
using Slipway.Tests.Identity.WebIdentity;

namespace Slipway.EndToEnd.Clients;

/// <summary>Roles as the clients use them: by call, by profile, by the token of an identity provider, and as pipelines do.</summary>
public sealed class RoleTests : IAsyncLifetime
{
    private const string Account = "000000000000", Audience = "sts.amazonaws.com";

    private readonly ServerProgram server = new(("SLIPWAY_ALLOWED_HOSTS", "127.0.0.1"));
    private readonly AwsCli aws;

    public RoleTests()
    {
        Tool.Require("aws");
        aws = new(server);
    }

    public async ValueTask InitializeAsync() => await server.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_profile_assumes_its_role_with_its_external_id()
    {
        await GivenRole("customer", """{"AWS":"000000000000"}""", "sts:AssumeRole", """{"StringEquals":{"sts:ExternalId":"42"}}""");
        var config = Path.Combine(server.DataFolder, "config");
        await File.WriteAllTextAsync(config, $"""
            [profile base]
            aws_access_key_id = {server.ClientEnvironment["AWS_ACCESS_KEY_ID"]}
            aws_secret_access_key = {server.ClientEnvironment["AWS_SECRET_ACCESS_KEY"]}
            [profile right]
            role_arn = {RoleArn("customer")}
            source_profile = base
            external_id = 42
            role_session_name = vendor
            [profile wrong]
            role_arn = {RoleArn("customer")}
            source_profile = base
            """);
        var environment = server.ClientEnvironment;
        environment["AWS_CONFIG_FILE"] = config;
        environment["AWS_ACCESS_KEY_ID"] = environment["AWS_SECRET_ACCESS_KEY"] = "";
        var right = (await AsAsync(environment, "--profile", "right", "sts", "get-caller-identity")).Succeeds().Json;
        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/customer/vendor", right.GetProperty("Arn").GetString());
        (await AsAsync(environment, "--profile", "wrong", "sts", "get-caller-identity")).FailsWith("AccessDenied");
    }

    [Fact]
    public async Task A_pipeline_with_a_key_tags_its_session_as_the_action_of_GitHub_does()
    {
        await GivenRole("ci", """{"AWS":"000000000000"}""", """["sts:AssumeRole","sts:TagSession"]""", "{}");
        var answer = (await aws.RunAsync(
            "sts", "assume-role", "--role-arn", RoleArn("ci"), "--role-session-name", "GitHubActions", "--duration-seconds", "3600", "--tags",
            "Key=GitHub,Value=Actions", "Key=Repository,Value=octo/web", "Key=Workflow,Value=build and push", "Key=Action,Value=__aws-actions_configure-aws-credentials",
            "Key=Actor,Value=octocat", "Key=Commit,Value=0123456789abcdef0123456789abcdef01234567", "Key=Branch,Value=refs/heads/main", "Key=EventName,Value=push",
            "Key=RunId,Value=1234567890", "Key=Job,Value=build", "Key=TriggeringActor,Value=octocat")).Succeeds().Json;
        Assert.InRange(answer.GetProperty("PackedPolicySize").GetInt32(), 1, 50);
        var environment = EnvironmentOf(answer.GetProperty("Credentials"));
        var identity = (await AsAsync(environment, "sts", "get-caller-identity")).Succeeds().Json;
        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/ci/GitHubActions", identity.GetProperty("Arn").GetString());
        (await AsAsync(environment, "ecr", "create-repository", "--repository-name", "ci/web")).Succeeds();
        Assert.NotEmpty((await AsAsync(environment, "ecr", "get-login-password")).Succeeds().Output.Trim());
    }

    [Fact]
    public async Task A_token_of_a_provider_opens_a_role_by_call_and_by_file()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        (await aws.RunAsync("iam", "create-open-id-connect-provider", "--url", issuer.Url, "--client-id-list", Audience, "--thumbprint-list", issuer.Thumbprint)).Succeeds();
        var provider = $$"""{"Federated":"arn:aws:iam::000000000000:oidc-provider/{{issuer.Name}}"}""";
        await GivenRole("ci", provider, "sts:AssumeRoleWithWebIdentity", $$$"""{"StringEquals":{"{{{issuer.Name}}}:aud":"{{{Audience}}}"},"StringLike":{"{{{issuer.Name}}}:sub":"repo:octo/web:*"} }""");
        var token = issuer.Keys[0].Sign(issuer.Claims(TimeProvider.System.GetUtcNow(), Audience, "repo:octo/web:ref:refs/heads/main"));

        var nobody = server.ClientEnvironment;
        nobody["AWS_ACCESS_KEY_ID"] = nobody["AWS_SECRET_ACCESS_KEY"] = "";
        var answer = (await AsAsync(nobody, "sts", "assume-role-with-web-identity", "--role-arn", RoleArn("ci"), "--role-session-name", "s1", "--web-identity-token", token)).Succeeds().Json;
        Assert.Equal("repo:octo/web:ref:refs/heads/main", answer.GetProperty("SubjectFromWebIdentityToken").GetString());
        var other = issuer.Keys[0].Sign(issuer.Claims(TimeProvider.System.GetUtcNow(), Audience, "repo:octo/other:ref:refs/heads/main"));
        (await AsAsync(nobody, "sts", "assume-role-with-web-identity", "--role-arn", RoleArn("ci"), "--role-session-name", "s1", "--web-identity-token", other)).FailsWith("AccessDenied");

        // As in a pod, a function or a pipeline: the clients find role and token by themselves.
        var file = Path.Combine(server.DataFolder, "token");
        await File.WriteAllTextAsync(file, token);
        var pod = new Dictionary<string, string>(nobody) { ["AWS_ROLE_ARN"] = RoleArn("ci"), ["AWS_WEB_IDENTITY_TOKEN_FILE"] = file, ["AWS_ROLE_SESSION_NAME"] = "pod" };
        var identity = (await AsAsync(pod, "sts", "get-caller-identity")).Succeeds().Json;
        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/ci/pod", identity.GetProperty("Arn").GetString());
        var python = await Tool.RunAsync("python3", ["-c", "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])"], pod);
        Assert.SkipWhen(python.Errors.Contains("No module named 'boto3'", StringComparison.Ordinal), "boto3 is not installed here");
        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/ci/pod", python.Succeeds().Output.Trim());
    }

    private static string RoleArn(string name) => $"arn:aws:iam::{Account}:role/{name}";

    /// <param name="principal">JSON, as are the others; the role may do everything with ECR.</param>
    private async Task GivenRole(string name, string principal, string action, string condition)
    {
        var actions = action.StartsWith('[') ? action : $"\"{action}\"";
        var trust = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":{{actions}},"Condition":{{condition}} }]}""";
        (await aws.RunAsync("iam", "create-role", "--role-name", name, "--assume-role-policy-document", trust)).Succeeds();
        (await aws.RunAsync("iam", "attach-role-policy", "--role-name", name, "--policy-arn", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess")).Succeeds();
    }

    private Task<ToolResult> AsAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Tool.RunAsync("aws", ["--endpoint-url", server.Url.ToString(), "--output", "json", .. arguments], environment);

    private Dictionary<string, string> EnvironmentOf(JsonElement credentials) => new(server.ClientEnvironment)
    {
        ["AWS_ACCESS_KEY_ID"] = credentials.GetProperty("AccessKeyId").GetString()!,
        ["AWS_SECRET_ACCESS_KEY"] = credentials.GetProperty("SecretAccessKey").GetString()!,
        ["AWS_SESSION_TOKEN"] = credentials.GetProperty("SessionToken").GetString()!,
    };
}
