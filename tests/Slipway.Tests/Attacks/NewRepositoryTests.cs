using System.Net;
using System.Text.Json;
using Slipway.Tests.Ecr.Policies;
using Slipway.Tests.Oci;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>Repositories that come into being for a request, which was decided before they were there.</summary>
public sealed class NewRepositoryTests : IAsyncDisposable
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"ecr:PutImage","Condition":{"StringLike":{"slipway:ImageTag":"release-*"}}}]}""";

    private static readonly string[] OnPush = ["CREATE_ON_PUSH"];

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_push_that_makes_a_repository_is_bound_by_the_policy_that_it_begins_with()
    {
        (await app.Ecr("CreateRepositoryCreationTemplate", JsonSerializer.Serialize(new { prefix = "prod", appliedFor = OnPush, repositoryPolicy = Policy }))).Expect(HttpStatusCode.OK);
        var mallory = await app.GivenUserWith("mallory", StsCalls.Allow("ecr:*", "*"));
        var registry = new RegistryAttacker(app, mallory, await RegistryAttacker.LoginAsync(app, mallory));
        var index = Manifests.Index();
        var body = System.Text.Encoding.UTF8.GetBytes(index);
        string[] type = [$"Content-Type: {RegistryRequests.OciIndex}"];
        Assert.Equal(403, (await registry.SendAsync("PUT", "/v2/prod/one/manifests/release-1", body, type)).Status);
        Assert.Equal(403, (await registry.SendAsync("PUT", "/v2/prod/one/manifests/release-1", body, type)).Status);
        Assert.Equal(201, (await registry.SendAsync("PUT", "/v2/prod/one/manifests/test-1", body, type)).Status);
        var put = JsonSerializer.Serialize(new { repositoryName = "prod/two", imageManifest = index, imageTag = "release-1" });
        Assert.Equal("AccessDeniedException", (await app.Ecr("PutImage", put, mallory, SlipwayApp.Region)).Error);
        Assert.Equal("AccessDeniedException", (await app.Ecr("PutImage", put, mallory, SlipwayApp.Region)).Error);
        foreach (var name in (string[])["prod/one", "prod/two"])
        {
            var images = (await app.Ecr("DescribeImages", $$"""{"repositoryName":"{{name}}"}""")).Expect(HttpStatusCode.OK)["imageDetails"];
            Assert.DoesNotContain("release-1", images.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_role_of_a_template_is_bound_by_the_registrys_policy()
    {
        var role = StsCalls.RoleArn("maker");
        await app.GivenRole("maker", StsCalls.Trust("""{"Service":"ecr.amazonaws.com"}""", "{}"));
        await app.GivenRolePolicy("maker", StsCalls.Allow("*", "*"));
        (await app.Ecr("CreateRepositoryCreationTemplate", JsonSerializer.Serialize(new { prefix = "prod", appliedFor = OnPush, customRoleArn = role }))).Expect(HttpStatusCode.OK);
        await app.GivenRegistryPolicy(ResourcePolicyCalls.OnAny("Deny", ResourcePolicyCalls.Aws(role), "ecr:CreateRepository"));
        using var refused = await app.Post("/v2/prod/app/blobs/uploads/", []);
        Assert.EndsWith("is not authorized to perform ecr:CreateRepository", await refused.Refused(HttpStatusCode.Forbidden, "DENIED"), StringComparison.Ordinal);
        (await app.Ecr("DeleteRegistryPolicy", "{}")).Expect(HttpStatusCode.OK);
        using var made = await app.Post("/v2/prod/app/blobs/uploads/", []);
        Assert.Equal(HttpStatusCode.Accepted, made.StatusCode);
    }
}
