using System.Net;
using System.Text;
using Slipway.Tests.Oci;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>Whatever a path looks like, the repository that is reached is the one that was decided about.</summary>
public sealed class RegistryPathTests : IAsyncLifetime
{
    private const string Secret = "the bytes that nobody else may read";

    private readonly SlipwayApp app = new();
    private RegistryAttacker mallory = null!;
    private string blob = "", manifest = "", own = "";

    /// <summary>Ways to say <c>team/secret</c> without saying it, or while saying <c>team/own</c>.</summary>
    public static TheoryData<string> Disguises =>
    [
        "team/own/../secret", "team/own/..%2fsecret", "team/own%2f..%2fsecret", "team/own/%2e%2e/secret", "team/own/.%2e/secret", "team/own/%252e%252e/secret",
        "team/own/%2e%2e%2fsecret", "team/own/..%252fsecret", "team/own/..;/secret", "team/own/..\\secret", "team/own%5c..%5csecret", "team/own/%c0%ae%c0%ae/secret",
        "team//secret", "/team/secret", "team/secret/", "team/secret//", "./team/secret", "team/./secret", "team/%2e/secret", "x/../team/secret",
        "TEAM/SECRET", "team/Secret", "team/secret%00", "team/own%00/../secret", "team%2fsecret", "team%2Fsecret", "team%252fsecret", "team/secret%20", "team/secret%0a",
        "team/secret;own", "team/s%D0%B5cret", "team/own/manifests/../../secret", "team/own/blobs/uploads/../../../secret", "team/own?/../secret", "team/own%3f/../secret",
        "team/own#/../secret", "team/own%23/../secret", "team/secre%74", "%74eam/secret", "team/secre%2574", "team/ｓecret",
    ];

    public async ValueTask InitializeAsync()
    {
        foreach (var name in (string[])["team/secret", "team/own"]) await app.CreateRepository(name);
        blob = await app.PushBlob("team/secret", Encoding.UTF8.GetBytes(Secret));
        manifest = await app.PushImage("team/secret", "v1", seed: 1);
        own = await app.PushImage("team/own", "v1", seed: 2);
        mallory = await RegistryAttacker.EnterAsync(
            app,
            Attacker.Statement("Allow", "ecr:*", RegistryAttacker.ArnOf("team/own")),
            Attacker.Statement("Allow", "ecr:*", RegistryAttacker.ArnOf("team/own/*")),
            Attacker.Statement("Allow", "ecr:*", RegistryAttacker.ArnOf("*%*")));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [MemberData(nameof(Disguises))]
    public async Task A_disguised_name_reaches_nobody_elses_repository(string disguise)
    {
        (string Verb, string Path)[] routes =
        [
            ("GET", $"manifests/v1"), ("HEAD", "manifests/v1"), ("GET", $"manifests/{manifest}"), ("PUT", "manifests/v2"), ("DELETE", $"manifests/{manifest}"),
            ("GET", $"blobs/{blob}"), ("HEAD", $"blobs/{blob}"), ("DELETE", $"blobs/{blob}"), ("POST", "blobs/uploads/"), ("POST", $"blobs/uploads/?mount={blob}"),
            ("PATCH", "blobs/uploads/00000000-0000-0000-0000-000000000000"), ("PUT", $"blobs/uploads/00000000-0000-0000-0000-000000000000?digest={blob}"),
            ("GET", "tags/list"), ("GET", $"referrers/{manifest}"),
        ];
        foreach (var (verb, path) in routes)
        {
            foreach (var origin in (string[])["", $"http://{await app.Host()}"])
            {
                var answer = await mallory.SendAsync(verb, $"{origin}/v2/{disguise}/{path}");
                Assert.True(answer.Status is >= 400 and < 500, $"{verb} {path}: {answer.Text}");
                Assert.DoesNotContain(Secret, answer.Text, StringComparison.Ordinal);
                if (disguise is "team/secre%74" or "%74eam/secret" && verb is not "HEAD") Assert.Contains("resource: " + RegistryAttacker.ArnOf("team/secret "), answer.Text, StringComparison.Ordinal);
            }
        }

        using var tags = await app.Get("/v2/team/secret/tags/list").Expect(HttpStatusCode.OK);
        Assert.Equal("""{"name":"team/secret","tags":["v1"]}""", await tags.Content.ReadAsStringAsync());
        (await app.Head($"/v2/team/secret/blobs/{blob}").Expect(HttpStatusCode.OK)).Dispose();
    }

    [Fact]
    public async Task Its_own_repository_is_reached_and_in_the_end_of_a_path_nothing_else()
    {
        Assert.Equal(200, (await mallory.SendAsync("GET", "/v2/team/own/manifests/v1")).Status);
        Assert.Equal(200, (await mallory.SendAsync("GET", $"/v2/team/own/manifests/{own}")).Status);
        foreach (var reference in (string[])[manifest, "../../secret/manifests/v1", "..%2f..%2fsecret%2fmanifests%2fv1", "v1%2f..%2f..%2f..%2fsecret"])
            Assert.Equal(4, (await mallory.SendAsync("GET", $"/v2/team/own/manifests/{reference}")).Status / 100);
        Assert.Equal(404, (await mallory.SendAsync("GET", $"/v2/team/own/blobs/{blob}")).Status);
    }

    [Fact]
    public async Task A_token_is_its_accounts_on_every_host()
    {
        var account = await app.GivenAccount("other");
        var foreign = await app.GivenAdministrator(account, "root-of-others");
        var basic = await RegistryAttacker.LoginAsync(app, foreign);
        var stranger = mallory with { Basic = basic };
        foreach (var (verb, path) in new[] { ("GET", "manifests/v1"), ("PUT", "manifests/v2"), ("DELETE", "manifests/v1"), ("GET", $"blobs/{blob}"), ("POST", "blobs/uploads/"), ("GET", "tags/list") })
        {
            // Its own host names its own registry, which has no such repository; any other host names somebody else's.
            foreach (var host in (string[])[await app.Host(), $"000000000000.dkr.ecr.us-east-1.localhost", "000000000000.DKR.ECR.US-EAST-1.localhost", $"{account}.dkr.ecr", "000000000000"])
            {
                var answer = await stranger.SendAsync(verb, $"/v2/team/secret/{path}", [], $"Host: {host}", $"X-Forwarded-Host: {account}.dkr.ecr.us-east-1.localhost");
                Assert.True(answer.Status is 403, $"{host}: {answer.Text}");
                Assert.Contains($"arn:aws:iam::{account}:user/root-of-others is not authorized", answer.Text, StringComparison.Ordinal);
            }

            Assert.Equal(404, (await stranger.SendAsync(verb, $"/v2/team/secret/{path}", [], $"Host: {account}.dkr.ecr.us-east-1.localhost")).Status);
        }

        var named = await app.Ecr("BatchGetImage", """{"registryId":"000000000000","repositoryName":"team/secret","imageIds":[{"imageTag":"v1"}]}""", foreign, SlipwayApp.Region);
        Assert.Equal("AccessDeniedException", named.Error);
    }
}
