using System.Net;
using System.Text;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Auth;

public sealed class GetAuthorizationTokenTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task It_is_a_password_for_twelve_hours_and_says_where_to_log_in()
    {
        var answer = (await Get("{}")).Expect(HttpStatusCode.OK);
        Assert.Equal(1, answer["authorizationData"].GetArrayLength());
        Assert.Equal($"http://{await app.Host()}", answer["authorizationData.0.proxyEndpoint"].GetString());
        Assert.Equal((app.Clock.GetUtcNow() + TimeSpan.FromHours(12)).ToUnixTimeSeconds(), answer["authorizationData.0.expiresAt"].GetDouble());
        var pair = Encoding.UTF8.GetString(answer["authorizationData.0.authorizationToken"].GetBytesFromBase64());
        Assert.Matches("^AWS:[^:\\s]+$", pair);
    }

    [Fact]
    public async Task Each_registry_that_is_asked_for_has_its_entry()
    {
        var answer = await Get("""{"registryIds":["111122223333","000000000000"]}""");
        var port = new Uri($"http://{await app.Host()}").Port;
        Assert.Equal(
            [$"http://111122223333.dkr.ecr.us-east-1.localhost:{port}", $"http://localhost:{port}"],
            answer["authorizationData"].EnumerateArray().Select(entry => entry.GetProperty("proxyEndpoint").GetString()));
        (await Get("""{"registryIds":[]}""")).IsInvalid("registryIds", "Member must have length greater than or equal to 1");
        (await Get($$"""{"registryIds":{{JsonSerializer.Serialize(Enumerable.Repeat("000000000000", 11))}}}""")).IsInvalid("registryIds", "Member must have length less than or equal to 10");
        (await Get("""{"registryIds":["x"]}""")).IsInvalid("registryIds", "Member must satisfy constraint: [Member must satisfy regular expression pattern: [0-9]{12}]");
    }

    [Fact]
    public async Task Its_own_text_is_the_Basic_header_of_the_registry()
    {
        var token = await TokenOf(AwsKey.Admin);
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(token));
    }

    [Fact]
    public async Task It_is_refused_once_it_has_run_out_and_a_new_login_cures_it()
    {
        var token = await TokenOf(AwsKey.Admin);
        app.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Equal(HttpStatusCode.Forbidden, await LoginAsync(token));
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(await TokenOf(AwsKey.Admin)));
    }

    [Fact]
    public async Task It_outlives_a_restart_of_the_server()
    {
        var token = await TokenOf(AwsKey.Admin);
        await app.Restart();
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(token));
    }

    [Fact]
    public async Task It_ends_with_its_key_at_once()
    {
        var key = await app.GivenUser("alice", isAdministrator: true);
        var token = await TokenOf(key);
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(token));
        (await app.Iam("DeleteAccessKey", "UserName=alice", $"AccessKeyId={key.AccessKeyId}")).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await LoginAsync(token));
    }

    [Fact]
    public async Task What_it_may_do_changes_with_its_users_policies_at_once()
    {
        await app.CreateRepository("team/web");
        var key = await app.GivenUser("alice", isAdministrator: true);
        var token = await TokenOf(key);
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(token, "/v2/team/web/tags/list"));
        await app.DetachAdministratorAccess("alice");
        Assert.Equal(HttpStatusCode.Forbidden, await LoginAsync(token, "/v2/team/web/tags/list"));
        await app.AttachAdministratorAccess("alice");
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(token, "/v2/team/web/tags/list"));
    }

    [Fact]
    public async Task A_user_without_a_policy_gets_none()
    {
        var key = await app.GivenUser("alice", isAdministrator: false);
        (await app.Ecr("GetAuthorizationToken", "{}", key, SlipwayApp.Region)).IsRefused(
            "AccessDeniedException",
            "User: arn:aws:iam::000000000000:user/alice is not authorized to perform: ecr:GetAuthorizationToken on resource: * " +
            "because no identity-based policy allows the ecr:GetAuthorizationToken action");
    }

    [Fact]
    public async Task Neither_token_nor_secret_is_ever_logged()
    {
        var token = await TokenOf(AwsKey.Admin);
        await LoginAsync(token);
        await app.StopAsync();
        Assert.NotEmpty(app.Log);
        Assert.DoesNotContain(AwsKey.Admin.SecretAccessKey, app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(token, app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(Encoding.UTF8.GetString(Convert.FromBase64String(token))[4..], app.Log, StringComparison.Ordinal);
    }

    private Task<AwsAnswer> Get(string json) => app.Ecr("GetAuthorizationToken", json);

    private async Task<string> TokenOf(AwsKey key) =>
        (await app.Ecr("GetAuthorizationToken", "{}", key, SlipwayApp.Region)).Expect(HttpStatusCode.OK)["authorizationData.0.authorizationToken"].GetString()!;

    private async Task<HttpStatusCode> LoginAsync(string token, string path = "/v2/")
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path) { Headers = { Authorization = new("Basic", token) } };
        using var answer = await app.Send(request);
        return answer.StatusCode;
    }
}
