using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci;

/// <summary>Which requests to the registry are written down, and as what.</summary>
public sealed class RegistryEventsTests : IAsyncLifetime
{
    private readonly SlipwayApp app = new();

    public async ValueTask InitializeAsync() => await app.CreateRepository("team/web");

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_push_is_written_down_in_ECRs_words()
    {
        var digest = await app.PushImage("team/web", "v1", seed: 1);
        Assert.Equal(
            ["InitiateLayerUpload", "CompleteLayerUpload", "InitiateLayerUpload", "CompleteLayerUpload", "PutImage"],
            app.Events().Select(found => found.Text("eventName")).Where(name => name is not ("CreateRepository" or "GetAuthorizationToken")));

        var put = await app.Event("PutImage");
        Assert.Equal("ecr.amazonaws.com", put.Text("eventSource"));
        Assert.Equal("admin", put.Text("userIdentity.userName"));
        Assert.Equal(AwsKey.Admin.AccessKeyId, put.Text("userIdentity.accessKeyId"));
        Assert.Equal("team/web", put.Text("requestParameters.repositoryName"));
        Assert.Equal("v1", put.Text("requestParameters.imageTag"));
        Assert.Equal(RegistryRequests.OciManifest, put.Text("requestParameters.imageManifestMediaType"));
        Assert.Equal(digest, put.Text("responseElements.imageDigest"));
        Assert.Equal("arn:aws:ecr:us-east-1:000000000000:repository/team/web", put.Text("resources.0.ARN"));
        Assert.Equal("false", put.Text("readOnly"));
        Assert.StartsWith("sha256:", (await app.Event("CompleteLayerUpload")).Text("responseElements.layerDigest"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deletions_are_written_down()
    {
        await app.PushImage("team/web", "v1", seed: 1);
        using var deleted = await app.Delete("/v2/team/web/manifests/v1");
        Assert.Equal(HttpStatusCode.Accepted, deleted.StatusCode);
        Assert.Equal("v1", (await app.Event("BatchDeleteImage")).Text("requestParameters.imageIds.0.imageTag"));
    }

    [Fact]
    public async Task A_pull_is_not_written_down_nor_that_something_is_not_there()
    {
        await app.PushImage("team/web", "v1", seed: 1);
        var before = app.Events().Count;
        using var found = await app.Get("/v2/team/web/manifests/v1");
        using var missing = await app.Head("/v2/team/web/manifests/v2");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (found.StatusCode, missing.StatusCode));
        await app.CreateRepository("afterwards");
        Assert.Equal(before + 1, app.Events().Count);
    }

    [Fact]
    public async Task A_refusal_is_written_down_with_its_sentence()
    {
        var bob = await app.GivenUser("bob", isAdministrator: false);
        await app.AttachAdministratorAccess("bob");
        var token = await TokenOf(bob);
        await app.DetachAdministratorAccess("bob");
        using var refused = await Ask("/v2/team/web/manifests/v1", token);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var written = await app.Event("BatchGetImage");
        Assert.Equal("AccessDeniedException", written.Text("errorCode"));
        Assert.Contains("is not authorized to perform: ecr:BatchGetImage", written.Text("errorMessage"), StringComparison.Ordinal);
        Assert.Equal("bob", written.Text("userIdentity.userName"));
        Assert.Equal("true", written.Text("readOnly"));
    }

    [Fact]
    public async Task A_bad_token_is_written_down_and_the_question_how_to_log_in_is_not()
    {
        using var asked = await app.Send(new(HttpMethod.Get, "/v2/"));
        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
        using var refused = await Ask("/v2/team/web/manifests/v1", "nonsense");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var written = await app.Event("BatchGetImage");
        Assert.Equal("UNAUTHORIZED", written.Text("errorCode"));
        Assert.Equal("Unknown", written.Text("userIdentity.type"));
        Assert.Single(app.Events(), found => found.Text("errorCode") == "UNAUTHORIZED");
    }

    [Fact]
    public async Task A_push_that_is_refused_is_written_down()
    {
        using var refused = await app.Put("/v2/team/web/manifests/v1", RegistryRequests.Bytes("{}"), RegistryRequests.OciManifest);
        Assert.False(refused.IsSuccessStatusCode);
        var written = await app.Event("PutImage");
        Assert.Equal("MANIFEST_INVALID", written.Text("errorCode"));
        Assert.Equal("null", written.Text("responseElements"));
    }

    private async Task<string> TokenOf(AwsKey key)
    {
        var answer = (await app.Ecr("GetAuthorizationToken", "{}", key, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        return Encoding.UTF8.GetString(answer["authorizationData.0.authorizationToken"].GetBytesFromBase64())["AWS:".Length..];
    }

    private Task<HttpResponseMessage> Ask(string path, string token) => app.Send(new(HttpMethod.Get, path)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:{token}"))) },
    });
}
