using System.Net;
using System.Text;
using Slipway.Oci;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci;

/// <summary>Authentication and authorization as ECR does them.</summary>
public sealed class OciAuthTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer abc")]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic QVdT")] // AWS
    [InlineData("Basic QVdTOg==")] // AWS:
    [InlineData("Basic QVdTOm5vbnNlbnNl")] // AWS:nonsense
    public async Task Without_good_credentials_every_path_is_challenged(string? header)
    {
        var host = new Uri($"http://{await app.Host()}").Authority;
        foreach (var path in (string[])["/v2/", "/v2/team/app/manifests/latest", "/v2/nothing"])
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (header is not null) request.With("Authorization", header);
            request.Headers.Host = host;
            using var answer = await app.Send(request);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal($"Basic realm=\"http://{host}/\", service=\"ecr.amazonaws.com\"".Replace("\", s", "\",s", StringComparison.Ordinal), answer.Header("WWW-Authenticate"));
            Assert.Equal(("registry/2.0", "text/plain; charset=utf-8"), (answer.Header("Docker-Distribution-Api-Version"), answer.Header("Content-Type")));
            Assert.Equal("Not Authorized\n", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task The_user_name_is_AWS_and_no_other()
    {
        var token = await app.Token();
        using var answer = await app.Send(Basic("admin", token));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_that_was_changed_is_refused()
    {
        var token = await app.Token();
        foreach (var at in (int[])[0, token.Length / 2, token.Length - 1])
        {
            using var answer = await app.Send(Basic("AWS", token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..]));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_token_that_has_run_out_is_refused_in_ECRs_words_and_logging_in_again_cures_it()
    {
        (await app.Get("/v2/").Expect(HttpStatusCode.OK)).Dispose();
        app.Clock.Advance(TimeSpan.FromHours(12) + TimeSpan.FromSeconds(1));
        using var expired = await app.Get("/v2/");
        Assert.Equal("Your authorization token has expired. Reauthenticate and try again.", await expired.Refused(HttpStatusCode.Forbidden, "DENIED"));
        Assert.Null(expired.Header("WWW-Authenticate"));
        app.Logout();
        (await app.Get("/v2/").Expect(HttpStatusCode.OK)).Dispose();
    }

    [Fact]
    public async Task A_token_of_another_region_is_refused_and_good_in_its_own()
    {
        var answer = (await app.Ecr("GetAuthorizationToken", "{}", AwsKey.Admin, "eu-west-1")).Expect(HttpStatusCode.OK);
        var token = Encoding.UTF8.GetString(answer["authorizationData.0.authorizationToken"].GetBytesFromBase64())[4..];
        using var other = await app.Send(Basic("AWS", token));
        Assert.Contains("eu-west-1", await other.Refused(HttpStatusCode.Forbidden, "DENIED"), StringComparison.Ordinal);

        var request = Basic("AWS", token);
        request.Headers.Host = "000000000000.dkr.ecr.eu-west-1.localhost";
        (await app.Send(request).Expect(HttpStatusCode.OK)).Dispose();
    }

    [Theory]
    [InlineData("GET", "/v2/team/app/manifests/latest", "ecr:BatchGetImage")]
    [InlineData("HEAD", "/v2/team/app/manifests/latest", "ecr:BatchGetImage")]
    [InlineData("PUT", "/v2/team/app/manifests/latest", "ecr:PutImage")]
    [InlineData("DELETE", "/v2/team/app/manifests/latest", "ecr:BatchDeleteImage")]
    [InlineData("GET", "/v2/team/app/blobs/sha256:a", "ecr:GetDownloadUrlForLayer")]
    [InlineData("HEAD", "/v2/team/app/blobs/sha256:a", "ecr:BatchCheckLayerAvailability")]
    [InlineData("DELETE", "/v2/team/app/blobs/sha256:a", "ecr:BatchDeleteImage")]
    [InlineData("POST", "/v2/team/app/blobs/uploads/", "ecr:InitiateLayerUpload")]
    [InlineData("PATCH", "/v2/team/app/blobs/uploads/x", "ecr:UploadLayerPart")]
    [InlineData("PUT", "/v2/team/app/blobs/uploads/x", "ecr:CompleteLayerUpload")]
    [InlineData("GET", "/v2/team/app/blobs/uploads/x", "ecr:UploadLayerPart")]
    [InlineData("GET", "/v2/team/app/tags/list", "ecr:ListImages")]
    [InlineData("GET", "/v2/team/app/referrers/sha256:a", "ecr:BatchGetImage")]
    [InlineData("GET", "/v2/_catalog", "ecr:DescribeRepositories")]
    public async Task Who_has_no_policy_gets_IAMs_sentence_before_anything_is_said_about_what_is_there(string method, string path, string action)
    {
        await app.Token();
        await app.DetachAdministratorAccess("admin");
        using var answer = await app.Registry(new(new HttpMethod(method), path));
        var sentence = await answer.Refused(HttpStatusCode.Forbidden, "DENIED");
        if (method == "HEAD") return;
        var resource = path.Contains("catalog", StringComparison.Ordinal) ? "*" : "team/app";
        Assert.StartsWith(
            $"User: arn:aws:iam::000000000000:user/admin is not authorized to perform: {action} on resource: arn:aws:ecr:us-east-1:000000000000:repository/{resource} because",
            sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_policy_takes_effect_at_once_for_tokens_already_handed_out()
    {
        await app.CreateRepository("team/app");
        (await app.Get("/v2/team/app/tags/list").Expect(HttpStatusCode.OK)).Dispose();
        await app.DetachAdministratorAccess("admin");
        (await app.Get("/v2/team/app/tags/list").Expect(HttpStatusCode.Forbidden)).Dispose();
        // A good token is still a good token: docker login works, and nothing else does.
        (await app.Get("/v2/").Expect(HttpStatusCode.OK)).Dispose();
    }

    [Fact]
    public async Task A_registry_of_another_account_is_not_the_callers_to_use()
    {
        var request = Basic("AWS", await app.Token());
        request.RequestUri = new("/v2/team/app/tags/list", UriKind.Relative);
        request.Headers.Host = "111111111111.dkr.ecr.us-east-1.localhost";
        using var answer = await app.Send(request);
        await answer.Refused(HttpStatusCode.Forbidden, "DENIED");
    }

    [Theory]
    [InlineData("Basic QVdTOmFiYw==", "abc")]
    [InlineData("basic  QVdTOmFiYw== ", "abc")]
    [InlineData("Basic QVdTOg==", "")]
    [InlineData("Basic YXdzOmFiYw==", null)]
    [InlineData("Basic QVdTOv8=", null)]
    [InlineData("Basic", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_password_of_a_header_is_what_follows_AWS(string? header, string? password) => Assert.Equal(password, OciAuth.PasswordOf(header));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static HttpRequestMessage Basic(string user, string password) =>
        new HttpRequestMessage(HttpMethod.Get, "/v2/").With("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}
