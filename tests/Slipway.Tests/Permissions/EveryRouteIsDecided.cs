using System.Net;
using System.Text;
using Slipway.Oci;
using Slipway.Tests.Oci;
using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions;

/// <summary>
/// Every route of the data plane, from its table: with a token in hand, a user is refused without its action, with its
/// action on another repository, and with every action but that one, and is served with that one alone. The token stays
/// the same throughout: what counts is the policy of the moment.
/// </summary>
public sealed class EveryRouteIsDecided : IAsyncLifetime
{
    private const string Repository = "team/web";

    private readonly SlipwayApp app = new();
    private string token = "";
    private string digest = "";
    private string upload = "";

    public static TheoryData<string> Routes =>
    [
        "GET /v2/team/web/manifests/one ecr:BatchGetImage 200",
        "GET /v2/team/web/manifests/{digest} ecr:BatchGetImage 200",
        "HEAD /v2/team/web/manifests/one ecr:BatchGetImage 200",
        "PUT /v2/team/web/manifests/two ecr:PutImage 201",
        "DELETE /v2/team/web/manifests/one ecr:BatchDeleteImage 202",
        "DELETE /v2/team/web/manifests/{digest} ecr:BatchDeleteImage 202",
        "HEAD /v2/team/web/blobs/{blob} ecr:BatchCheckLayerAvailability 200",
        "HEAD /v2/team/web/blobs/{blob} ecr:GetDownloadUrlForLayer 200",
        "GET /v2/team/web/blobs/{blob} ecr:GetDownloadUrlForLayer 200",
        "DELETE /v2/team/web/blobs/{loose} ecr:BatchDeleteImage 202",
        "POST /v2/team/web/blobs/uploads/ ecr:InitiateLayerUpload 202",
        "PATCH /v2/team/web/blobs/uploads/{upload} ecr:UploadLayerPart 202",
        "PUT /v2/team/web/blobs/uploads/{upload}?digest={empty} ecr:CompleteLayerUpload 201",
        "GET /v2/team/web/blobs/uploads/{upload} ecr:UploadLayerPart 204",
        "DELETE /v2/team/web/blobs/uploads/{upload} ecr:UploadLayerPart 204",
        "GET /v2/team/web/tags/list ecr:ListImages 200",
        "GET /v2/team/web/referrers/{digest} ecr:BatchGetImage 200",
        "GET /v2/_catalog ecr:DescribeRepositories 200",
    ];

    public async ValueTask InitializeAsync()
    {
        await app.CreateRepository(Repository);
        digest = await app.PushImage(Repository, "one", 1);
        using var opened = await app.Post($"/v2/{Repository}/blobs/uploads/", []);
        upload = opened.Headers.Location!.ToString().Split('/')[^1].Split('?')[0];
        await app.PushBlob(Repository, Encoding.UTF8.GetBytes("nobody's"));
        (await app.Iam("CreateUser", "UserName=tester")).Expect(HttpStatusCode.OK);
        var key = (await app.Iam("CreateAccessKey", "UserName=tester")).Expect(HttpStatusCode.OK);
        await AllowAsync("ecr:GetAuthorizationToken", "*");
        var answer = await app.Ecr("GetAuthorizationToken", "{}", new(key.Find("AccessKeyId")!, key.Find("SecretAccessKey")!, null), SlipwayApp.Region);
        token = answer.Expect(HttpStatusCode.OK)["authorizationData.0.authorizationToken"].GetString()!;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_route_is_served_with_its_action_alone(string route)
    {
        var (verb, path, action, status) = Read(route);
        var isCatalog = path.EndsWith("_catalog", StringComparison.Ordinal);
        var resource = $"arn:aws:ecr:us-east-1:000000000000:repository/{(isCatalog ? "*" : Repository)}";

        await AllowAsync("nothing:Nothing", "*");
        await IsRefusedAsync(verb, path, resource);
        await AllowAsync(action, "arn:aws:ecr:us-east-1:000000000000:repository/team/other");
        await IsRefusedAsync(verb, path, resource);
        await AllowAsync($"{action}s", resource);
        await IsRefusedAsync(verb, path, resource);
        await DenyAsync(verb is "HEAD" && path.Contains("/blobs/", StringComparison.Ordinal) ? ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer"] : [action]);
        await IsRefusedAsync(verb, path, resource);

        await AllowAsync(action, resource);
        using var served = await SendAsync(verb, path);
        Assert.True(status == (int)served.StatusCode, $"{served.StatusCode}: {await served.Content.ReadAsStringAsync()}");
    }

    [Fact]
    public async Task Every_route_of_the_table_is_tested()
    {
        var tested = Routes.Select(route => Read(route.Data)).Select(route => $"{route.Verb} {OciPath.Parse(route.Path.Split('?')[0]).Noun} {route.Action}").Distinct().Order(StringComparer.Ordinal);
        var table = (await app.Get<OciRoutes>()).All.Where(route => route.Action is not null)
            .SelectMany(route => route.Action!.Split(',').Select(action => $"{route.Verb} {route.Noun} {action}")).Order(StringComparer.Ordinal);
        Assert.Equal(table, tested);
    }

    [Fact]
    public async Task The_version_needs_a_token_and_no_action()
    {
        await AllowAsync("nothing:Nothing", "*");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("GET", "/v2/")).StatusCode);
    }

    [Fact]
    public async Task Nothing_is_told_of_a_repository_before_its_action_is_allowed()
    {
        await AllowAsync("nothing:Nothing", "*");
        foreach (var path in (string[])["/v2/team/none/manifests/one", "/v2/team/none/tags/list", "/v2/team/none/blobs/sha256:" + new string('0', 64)])
            await (await SendAsync("GET", path)).Refused(HttpStatusCode.Forbidden, "DENIED");
    }

    private static (string Verb, string Path, string Action, int Status) Read(string route) =>
        route.Split(' ') is [var verb, var path, var action, var status] ? (verb, path, action, int.Parse(status, null)) : throw new ArgumentException(route);

    private async Task IsRefusedAsync(string verb, string path, string resource)
    {
        using var answer = await SendAsync(verb, path);
        var sentence = await answer.Refused(HttpStatusCode.Forbidden, "DENIED");
        if (verb != "HEAD") Assert.StartsWith("User: arn:aws:iam::000000000000:user/tester is not authorized to perform: ecr:", sentence, StringComparison.Ordinal);
        if (verb != "HEAD") Assert.Contains($" on resource: {resource} ", sentence, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> SendAsync(string verb, string path)
    {
        var address = path
            .Replace("{digest}", digest, StringComparison.Ordinal)
            .Replace("{blob}", RegistryRequests.DigestOf(RegistryRequests.RandomBytes(1, 1025)), StringComparison.Ordinal)
            .Replace("{loose}", RegistryRequests.DigestOf(Encoding.UTF8.GetBytes("nobody's")), StringComparison.Ordinal)
            .Replace("{empty}", RegistryRequests.DigestOf([]), StringComparison.Ordinal)
            .Replace("{upload}", upload, StringComparison.Ordinal);
        HttpRequestMessage request = new(new(verb), address);
        request.Headers.Authorization = new("Basic", token);
        if (verb is "PUT" && path.Contains("/manifests/", StringComparison.Ordinal))
        {
            using var manifest = await app.Get($"/v2/{Repository}/manifests/one");
            request.Content = new ByteArrayContent(await manifest.Content.ReadAsByteArrayAsync());
            request.Content.Headers.ContentType = new(RegistryRequests.OciManifest);
        }

        return await app.Send(request);
    }

    private Task AllowAsync(string action, string resource) => PutAsync($$"""{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}""");

    private Task DenyAsync(params string[] actions) => PutAsync(
        $$"""{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":[{{string.Join(',', actions.Select(action => $"\"{action}\""))}}],"Resource":"*"}""");

    private async Task PutAsync(string statements) => (await app.Iam(
        "PutUserPolicy", "UserName=tester", "PolicyName=only",
        AwsCalls.Form("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}"""))).Expect(HttpStatusCode.OK);
}
