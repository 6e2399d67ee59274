using System.Net;
using System.Text.Json;
using Slipway.Tests.Oci;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Templates;

/// <summary>Repository policies and lifecycle policies that repositories begin with.</summary>
public sealed class TemplatePolicyTests : IAsyncDisposable
{
    private const string Lifecycle =
        """{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":5},"action":{"type":"expire"}}]}""";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_repository_begins_with_both_policies()
    {
        var policy = PolicyFor("Allow", """{"AWS":"arn:aws:iam::000000000000:root"}""");
        (await Create("repositoryPolicy", policy)).Expect(HttpStatusCode.OK);
        (await Update("lifecyclePolicy", Lifecycle)).Expect(HttpStatusCode.OK);
        await app.PushImage("prod/app", "v1", 1);
        var access = (await app.Ecr("GetRepositoryPolicy", """{"repositoryName":"prod/app"}""")).Expect(HttpStatusCode.OK);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(policy).RootElement, JsonDocument.Parse(access["policyText"].GetString()!).RootElement));
        Assert.Equal(Lifecycle, (await app.Ecr("GetLifecyclePolicy", """{"repositoryName":"prod/app"}""")).Expect(HttpStatusCode.OK)["lifecyclePolicyText"].GetString());
    }

    [Fact]
    public async Task The_policy_is_obeyed_from_the_first_request_on()
    {
        await app.GivenUserWith("blocked", StsCalls.Allow("ecr:*", "*"));
        (await Create("repositoryPolicy", PolicyFor("Deny", """{"AWS":"arn:aws:iam::000000000000:user/blocked"}"""))).Expect(HttpStatusCode.OK);
        var reader = await app.GivenUserWith("reader", StsCalls.Allow("ecr:*", "*"));
        var denied = (await app.Iam("CreateAccessKey", "UserName=blocked")).Expect(HttpStatusCode.OK).KeyPair();
        await app.PushImage("prod/app", "v1", 1);
        (await app.Ecr("ListImages", """{"repositoryName":"prod/app"}""", reader, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDeniedException", (await app.Ecr("ListImages", """{"repositoryName":"prod/app"}""", denied, SlipwayApp.Region)).Error);
    }

    [Fact]
    public async Task A_policy_is_bound_to_those_who_are_there_when_the_repository_is_made()
    {
        await app.GivenUserWith("alice", StsCalls.Allow("sts:*", "*"));
        (await Create("repositoryPolicy", PolicyFor("Allow", """{"AWS":"arn:aws:iam::000000000000:user/alice"}"""))).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteAccessKey", "UserName=alice", $"AccessKeyId={(await app.Iam("ListAccessKeys", "UserName=alice")).Find("AccessKeyId")}")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteUserPolicy", "UserName=alice", "PolicyName=only")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteUser", "UserName=alice")).Expect(HttpStatusCode.OK);

        // Nobody of that name: no repository that would lack its policy.
        const string Refusal = "The repository creation template with prefix 'prod' cannot be applied: its repository policy names a principal that does not exist";
        using var pushed = await app.Post("/v2/prod/app/blobs/uploads/", []);
        Assert.Equal(Refusal, await pushed.Refused(HttpStatusCode.Forbidden, "DENIED"));
        (await app.Ecr("InitiateLayerUpload", """{"repositoryName":"prod/app"}""")).IsRefused("InvalidParameterException", Refusal);
        Assert.Equal("RepositoryNotFoundException", (await app.Ecr("DescribeRepositories", """{"repositoryNames":["prod/app"]}""")).Error);

        var second = await app.GivenUserWith("alice", StsCalls.Allow("sts:*", "*"));
        await app.PushImage("prod/app", "v1", 1);
        (await app.Ecr("ListImages", """{"repositoryName":"prod/app"}""", second, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Texts_are_checked_when_the_template_is_made_and_when_it_is_changed()
    {
        (await Create("repositoryPolicy", "{}")).IsInvalid("PolicyText", "Invalid repository policy provided");
        (await Create("repositoryPolicy", PolicyFor("Allow", """{"AWS":"arn:aws:iam::000000000000:user/nobody"}"""))).IsInvalid("PolicyText", "Invalid repository policy provided");
        Assert.StartsWith(
            "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure:", (await Create("lifecyclePolicy", "{}")).Message, StringComparison.Ordinal);
        (await Create("description", "none")).Expect(HttpStatusCode.OK);
        (await Update("repositoryPolicy", "{}")).IsInvalid("PolicyText", "Invalid repository policy provided");
        Assert.Equal("InvalidParameterException", (await Update("lifecyclePolicy", "{}")).Error);
        var described = await app.Ecr("DescribeRepositoryCreationTemplates", "{}");
        Assert.DoesNotContain("Policy\"", described.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_text_takes_a_policy_out_of_the_template()
    {
        (await Create("lifecyclePolicy", Lifecycle)).Expect(HttpStatusCode.OK);
        (await Update("lifecyclePolicy", "")).Expect(HttpStatusCode.OK);
        await app.PushImage("prod/app", "v1", 1);
        Assert.Equal("LifecyclePolicyNotFoundException", (await app.Ecr("GetLifecyclePolicy", """{"repositoryName":"prod/app"}""")).Error);
    }

    private static string PolicyFor(string effect, string principal) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Principal":{{principal}},"Action":"ecr:ListImages"}]}""";

    private Task<AwsAnswer> Create(string member, string text) => app.Ecr(
        "CreateRepositoryCreationTemplate", $$"""{"prefix":"prod","appliedFor":["CREATE_ON_PUSH"],"{{member}}":{{JsonSerializer.Serialize(text)}} }""");

    private Task<AwsAnswer> Update(string member, string text) => app.Ecr(
        "UpdateRepositoryCreationTemplate", $$"""{"prefix":"prod","{{member}}":{{JsonSerializer.Serialize(text)}} }""");
}
