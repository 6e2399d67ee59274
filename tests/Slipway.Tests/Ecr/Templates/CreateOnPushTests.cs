using System.Net;
using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Tests.Attacks;
using Slipway.Tests.Oci;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.RegistryRequests;

namespace Slipway.Tests.Ecr.Templates;

/// <summary>Repositories that a push makes, and those that it does not.</summary>
public sealed class CreateOnPushTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_push_makes_the_repository_as_the_template_says()
    {
        await GivenRole("ecr:CreateRepository", "ecr:TagResource");
        await Template("prod", ""","imageTagMutability":"IMMUTABLE","customRoleArn":"arn:aws:iam::000000000000:role/maker","resourceTags":[{"Key":"team","Value":"web"}]""");
        await app.PushImage("prod/app", "v1", 1);
        var described = await app.Ecr("DescribeRepositories", """{"repositoryNames":["prod/app"]}""");
        Assert.Equal("IMMUTABLE", described["repositories.0.imageTagMutability"].GetString());
        Assert.Equal("AES256", described["repositories.0.encryptionConfiguration.encryptionType"].GetString());
        var tags = await app.Ecr("ListTagsForResource", """{"resourceArn":"arn:aws:ecr:us-east-1:000000000000:repository/prod/app"}""");
        Assert.Equal("""{"tags":[{"Key":"team","Value":"web"}]}""", tags.Body);
    }

    [Fact]
    public async Task What_is_made_is_in_the_audit_trail_as_the_service_s_own_call_once()
    {
        await Template("prod", "");
        await app.PushImage("prod/app", "v1", 1);
        await app.PushImage("prod/app", "v2", 2);
        var made = Assert.Single(app.Events(), found => found.Text("eventName") == "CreateRepository");
        Assert.Equal(
            ("ecr.amazonaws.com", "prod/app", "CREATE_ON_PUSH", "prod"),
            (made.Text("userIdentity.invokedBy"), made.Text("requestParameters.repositoryName"), made.Text("additionalEventData.occasion"), made.Text("additionalEventData.templatePrefix")));
    }

    [Fact]
    public async Task Without_a_template_for_it_a_push_is_refused_as_ever()
    {
        await Template("prod", "");
        (await app.Ecr("CreateRepositoryCreationTemplate", """{"prefix":"ROOT","appliedFor":["REPLICATION","PULL_THROUGH_CACHE"]}""")).Expect(HttpStatusCode.OK);
        foreach (var name in (string[])["prod", "production/app", "team/web"])
        {
            using var refused = await app.Post($"/v2/{name}/blobs/uploads/", []);
            Assert.Equal(
                $"The repository with name '{name}' does not exist in the registry with id '000000000000'",
                await refused.Refused(HttpStatusCode.NotFound, "NAME_UNKNOWN"));
            Assert.Equal("RepositoryNotFoundException", (await app.Ecr("InitiateLayerUpload", $$"""{"repositoryName":"{{name}}"}""")).Error);
        }
    }

    [Fact]
    public async Task Only_a_push_makes_one()
    {
        await Template("ROOT", "");
        foreach (var path in (string[])["manifests/v1", "tags/list", $"blobs/{DigestOf([1])}", $"referrers/{DigestOf([1])}"])
        {
            using var asked = await app.Get($"/v2/team/web/{path}");
            await asked.Refused(HttpStatusCode.NotFound, "NAME_UNKNOWN");
        }

        Assert.Equal("RepositoryNotFoundException", (await app.Ecr("ListImages", """{"repositoryName":"team/web"}""")).Error);
        Assert.Equal("RepositoryNotFoundException", (await app.Ecr("DescribeRepositories", """{"repositoryNames":["team/web"]}""")).Error);
    }

    [Fact]
    public async Task A_manifest_alone_makes_one_too()
    {
        await Template("ROOT", "");
        await app.PushManifest("team/web", "v1", Manifests.Index(), OciIndex);
        Assert.Equal("v1", (await app.Ecr("DescribeImages", """{"repositoryName":"team/web"}"""))["imageDetails.0.imageTags.0"].GetString());
    }

    [Fact]
    public async Task So_does_the_API()
    {
        await Template("ROOT", "");
        await app.InitiateUpload("team/one");
        (await app.PutImage("team/two", Manifests.Index(), "v1")).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (await app.Ecr("DescribeRepositories", "{}"))["repositories"].GetArrayLength());
    }

    [Fact]
    public async Task Who_may_not_create_it_is_told_so_and_nothing_is_made()
    {
        await Template("ROOT", "");
        var mallory = await RegistryAttacker.EnterAsync(
            app,
            Attacker.Statement("Allow", "ecr:InitiateLayerUpload", "*"),
            Attacker.Statement("Allow", "ecr:PutImage", "*"),
            Attacker.Statement("Allow", "ecr:CreateRepository", RegistryAttacker.ArnOf("mine/*")));
        var refused = await mallory.SendAsync("POST", "/v2/team/web/blobs/uploads/");
        Assert.Equal(403, refused.Status);
        Assert.Contains($"is not authorized to perform: ecr:CreateRepository on resource: {RegistryAttacker.ArnOf("team/web")}", refused.Text, StringComparison.Ordinal);
        Assert.Equal(403, (await mallory.SendAsync("PUT", "/v2/team/web/manifests/v1")).Status);
        var denied = await app.Ecr("InitiateLayerUpload", """{"repositoryName":"team/web"}""", mallory.Key, SlipwayApp.Region);
        Assert.Equal("AccessDeniedException", denied.Error);
        Assert.Contains("ecr:CreateRepository", denied.Message, StringComparison.Ordinal);
        Assert.Empty((await app.Ecr("DescribeRepositories", "{}"))["repositories"].EnumerateArray());

        Assert.Equal(202, (await mallory.SendAsync("POST", "/v2/mine/web/blobs/uploads/")).Status);
    }

    [Fact]
    public async Task Who_may_not_push_is_not_told_what_a_template_would_do()
    {
        await Template("ROOT", "");
        var mallory = await RegistryAttacker.EnterAsync(app, Attacker.Statement("Allow", "ecr:CreateRepository", "*"));
        var refused = await mallory.SendAsync("POST", "/v2/team/web/blobs/uploads/");
        Assert.Equal(403, refused.Status);
        Assert.Contains("ecr:InitiateLayerUpload", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_templates_tags_count_as_tags_of_the_request()
    {
        await GivenRole("ecr:*");
        await Template("ROOT", ""","customRoleArn":"arn:aws:iam::000000000000:role/maker","resourceTags":[{"Key":"team","Value":"web"}]""");
        var mallory = await RegistryAttacker.EnterAsync(
            app,
            Attacker.Statement("Allow", "ecr:InitiateLayerUpload", "*"),
            Attacker.Statement("Allow", "ecr:CreateRepository", RegistryAttacker.ArnOf("good/*"), """{"StringEquals":{"aws:RequestTag/team":"web"}}"""),
            Attacker.Statement("Allow", "ecr:CreateRepository", RegistryAttacker.ArnOf("bad/*"), """{"StringEquals":{"aws:RequestTag/team":"db"}}"""));
        Assert.Equal(403, (await mallory.SendAsync("POST", "/v2/bad/web/blobs/uploads/")).Status);
        Assert.Equal(202, (await mallory.SendAsync("POST", "/v2/good/web/blobs/uploads/")).Status);
    }

    [Fact]
    public async Task Of_many_pushes_at_once_one_makes_it_and_all_go_on()
    {
        await Template("ROOT", "");
        var pushed = await Task.WhenAll(Enumerable.Range(0, 16).Select(seed => app.PushImage("team/web", $"v{seed}", seed)));
        Assert.Equal(16, pushed.Distinct().Count());
        Assert.Equal(1, (await app.Ecr("DescribeRepositories", "{}"))["repositories"].GetArrayLength());
        Assert.Equal(16, (await app.Ecr("ListImages", """{"repositoryName":"team/web"}"""))["imageIds"].GetArrayLength());
    }

    [Theory]
    [InlineData(CreationOccasion.Replication, "mirror/app", "IMMUTABLE")]
    [InlineData(CreationOccasion.PullThroughCache, "mirror/app", "MUTABLE")]
    public async Task What_comes_from_elsewhere_is_kept_as_its_template_says_or_as_usual(CreationOccasion occasion, string text, string mutability)
    {
        (await app.Ecr("CreateRepositoryCreationTemplate", """{"prefix":"mirror","appliedFor":["REPLICATION"],"imageTagMutability":"IMMUTABLE"}""")).Expect(HttpStatusCode.OK);
        Assert.True(RepositoryName.TryParse(text, out var name));
        await (await app.Get<RepositoryCreator>()).CreateAsync(new(SlipwayApp.Account, SlipwayApp.Region), name, occasion, TestContext.Current.CancellationToken);
        var described = await app.Ecr("DescribeRepositories", $$"""{"repositoryNames":["{{text}}"]}""");
        Assert.Equal(mutability, described["repositories.0.imageTagMutability"].GetString());
    }

    [Theory]
    [InlineData("ecr.amazonaws.com", "ecr:CreateRepository", "ecr:TagResource")]
    [InlineData("ecr.amazonaws.com", "ecr:TagResource", "ecr:CreateRepository")]
    [InlineData("ecs-tasks.amazonaws.com", "ecr:*", "ecr:CreateRepository")]
    public async Task Without_a_role_that_may_do_it_for_ECR_no_repository_is_made(string trusted, string allowed, string lacking)
    {
        await GivenRoleFor(trusted, allowed);
        await Template("ROOT", ""","customRoleArn":"arn:aws:iam::000000000000:role/maker","resourceTags":[{"Key":"team","Value":"web"}]""");
        using var refused = await app.Post("/v2/team/web/blobs/uploads/", []);
        Assert.Equal(
            $"The repository creation template with prefix 'ROOT' cannot be applied: its role arn:aws:iam::000000000000:role/maker cannot be assumed or is not authorized to perform {lacking}",
            await refused.Refused(HttpStatusCode.Forbidden, "DENIED"));
        Assert.Empty((await app.Ecr("DescribeRepositories", "{}"))["repositories"].EnumerateArray());
    }

    private Task GivenRole(params string[] actions) => GivenRoleFor("ecr.amazonaws.com", actions);

    private async Task GivenRoleFor(string service, params string[] actions)
    {
        await app.GivenRole("maker", StsCalls.Trust($$"""{"Service":"{{service}}"}""", "{}"));
        await app.GivenRolePolicy("maker", StsCalls.Document(string.Join(',', actions.Select(action => StsCalls.Statement("Allow", action, "*")))));
    }

    private async Task Template(string prefix, string more) => (await app.Ecr(
        "CreateRepositoryCreationTemplate", $$"""{"prefix":"{{prefix}}","appliedFor":["CREATE_ON_PUSH"]{{more}}}""")).Expect(HttpStatusCode.OK);
}
