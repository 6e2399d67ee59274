using System.Net;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Templates;

/// <summary>
/// CreateRepositoryCreationTemplate, UpdateRepositoryCreationTemplate, DeleteRepositoryCreationTemplate and
/// DescribeRepositoryCreationTemplates.
/// </summary>
public sealed class RepositoryCreationTemplateTests : IAsyncDisposable
{
    private const string Role = "arn:aws:iam::000000000000:role/maker";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_template_is_answered_with_its_defaults_and_told_again()
    {
        var created = (await Create("""{"prefix":"prod","appliedFor":["CREATE_ON_PUSH"]}""")).Expect(HttpStatusCode.OK);
        Golden.Matches(created.Body, "defaults");
        await app.Restart();
        var told = await Describe("""{"prefixes":["prod"]}""");
        Assert.Equal(created["repositoryCreationTemplate"].GetRawText(), told["repositoryCreationTemplates.0"].GetRawText());
        Assert.Equal("000000000000", told["registryId"].GetString());
    }

    [Fact]
    public async Task Everything_that_is_asked_for_is_answered() => Golden.Matches(
        (await Create($$"""
            {"prefix":"prod/team/","description":"of the team","appliedFor":["REPLICATION","PULL_THROUGH_CACHE","CREATE_ON_PUSH"],
             "encryptionConfiguration":{"encryptionType":"KMS","kmsKey":"arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab"},
             "resourceTags":[{"Key":"team","Value":"web"}],"imageTagMutability":"IMMUTABLE_WITH_EXCLUSION",
             "imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"dev-*"}],"customRoleArn":"{{Role}}"}
            """)).Expect(HttpStatusCode.OK).Body,
        "everything");

    [Fact]
    public async Task A_prefix_has_one_template()
    {
        (await Create("""{"prefix":"prod","appliedFor":["REPLICATION"]}""")).Expect(HttpStatusCode.OK);
        (await Create("""{"prefix":"prod/","appliedFor":["REPLICATION"]}""")).IsRefused(
            "TemplateAlreadyExistsException", "The repository creation template with prefix 'prod/' already exists in the registry with id '000000000000'");
        (await app.Ecr("CreateRepositoryCreationTemplate", """{"prefix":"prod","appliedFor":["REPLICATION"]}""", AwsKey.Admin, "eu-west-1")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_registry_has_fifty_and_lists_them_in_pages()
    {
        for (var i = 0; i < 50; i++) (await Create($$"""{"prefix":"p{{i:00}}","appliedFor":["REPLICATION"]}""")).Expect(HttpStatusCode.OK);
        (await Create("""{"prefix":"more","appliedFor":["REPLICATION"]}""")).IsRefused(
            "LimitExceededException", "The registry with id '000000000000' cannot have more than 50 repository creation templates");
        var first = await Describe("""{"maxResults":30}""");
        var second = await Describe($$"""{"maxResults":30,"nextToken":"{{first["nextToken"].GetString()}}"}""");
        Assert.Equal(
            Enumerable.Range(0, 50).Select(i => $"p{i:00}"),
            [.. first["repositoryCreationTemplates"].EnumerateArray().Concat(second["repositoryCreationTemplates"].EnumerateArray()).Select(template => template.GetProperty("prefix").GetString()!)]);
        Assert.False(second.Json.TryGetProperty("nextToken", out _));
    }

    [Fact]
    public async Task Unknown_prefixes_are_left_out_and_paging_does_not_go_with_prefixes()
    {
        (await Create("""{"prefix":"prod","appliedFor":["REPLICATION"]}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(1, (await Describe("""{"prefixes":["none","prod/","prod"]}"""))["repositoryCreationTemplates"].GetArrayLength());
        Assert.Empty((await Describe("""{"prefixes":["none"]}""")).Expect(HttpStatusCode.OK)["repositoryCreationTemplates"].EnumerateArray());
        Assert.Equal("InvalidParameterException", (await Describe("""{"prefixes":["prod"],"maxResults":1}""")).Error);
        (await Describe("""{"nextToken":"nonsense"}""")).IsInvalid("nextToken", "Invalid token");
    }

    [Fact]
    public async Task KMS_needs_a_role_of_the_own_account_and_tags_need_none()
    {
        const string Needed = "must not be null when encryptionType is not AES256", Foreign = "must be the ARN of a role of the account 000000000000";
        (await Create("""{"prefix":"tagged","appliedFor":["REPLICATION"],"resourceTags":[{"Key":"a","Value":"b"}]}""")).Expect(HttpStatusCode.OK);
        (await Create("""{"prefix":"prod","appliedFor":["REPLICATION"],"encryptionConfiguration":{"encryptionType":"KMS"}}""")).IsInvalid("customRoleArn", Needed);
        (await Create("""{"prefix":"prod","appliedFor":["REPLICATION"],"encryptionConfiguration":{"encryptionType":"KMS_DSSE"}}""")).IsInvalid("customRoleArn", Needed);
        // Nobody passes a role of another account.
        Assert.Equal("AccessDeniedException", (await Create("""{"prefix":"prod","appliedFor":["REPLICATION"],"customRoleArn":"arn:aws:iam::111122223333:role/maker"}""")).Error);
        foreach (var role in (string[])["arn:aws:iam::000000000000:user/maker", "maker"])
            (await Create($$"""{"prefix":"prod","appliedFor":["REPLICATION"],"customRoleArn":"{{role}}"}""")).IsInvalid("customRoleArn", Foreign);
        (await Create($$"""{"prefix":"prod","appliedFor":["REPLICATION"],"customRoleArn":"{{Role}}","encryptionConfiguration":{"encryptionType":"KMS","kmsKey":""} }""")).Expect(HttpStatusCode.OK);
        (await Update("""{"prefix":"prod","customRoleArn":""}""")).IsInvalid("customRoleArn", Needed);
    }

    [Fact]
    public async Task Who_gives_tags_without_a_role_must_be_allowed_to_tag_what_is_made()
    {
        const string Tagged = """{"prefix":"prod","appliedFor":["REPLICATION"],"resourceTags":[{"Key":"a","Value":"b"}]}""";
        foreach (var (name, also, error) in ((string, string, string?)[])[("alice", "ecr:ListImages", "AccessDeniedException"), ("bob", "ecr:TagResource", null)])
        {
            var user = await app.GivenUserWith(name, $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:CreateRepositoryCreationTemplate","Resource":"*"},
                 {"Effect":"Allow","Action":"{{also}}","Resource":"arn:aws:ecr:us-east-1:000000000000:repository/prod/*"}]}
                """);
            Assert.Equal(error, (await app.Ecr("CreateRepositoryCreationTemplate", Tagged, user, SlipwayApp.Region)).Error);
        }
    }

    [Fact]
    public async Task What_a_repository_could_not_have_no_template_has()
    {
        (await Create("""{"prefix":"Prod","appliedFor":["REPLICATION"]}""")).IsInvalid(
            "prefix", @"Member must satisfy regular expression pattern: ^([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\/?|ROOT)$");
        (await Create("""{"prefix":"prod"}""")).IsInvalid("appliedFor", "Member must not be null");
        (await Create("""{"prefix":"prod","appliedFor":[]}""")).IsInvalid("appliedFor", "Member must have length greater than or equal to 1");
        Assert.Equal("InvalidParameterException", (await Create("""{"prefix":"prod","appliedFor":["ALWAYS"]}""")).Error);
        (await Create("""{"prefix":"prod","appliedFor":["REPLICATION"],"imageTagMutability":"IMMUTABLE_WITH_EXCLUSION"}""")).IsInvalid(
            "imageTagMutabilityExclusionFilters", "ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as IMMUTABLE_WITH_EXCLUSION");
        Assert.Equal("InvalidTagParameterException", (await Create($$"""{"prefix":"prod","appliedFor":["REPLICATION"],"customRoleArn":"{{Role}}","resourceTags":[{"Key":"aws:a","Value":"b"}]}""")).Error);
        (await Create($$"""{"prefix":"prod","appliedFor":["REPLICATION"],"encryptionConfiguration":{"encryptionType":"AES256","kmsKey":"arn:aws:kms:us-east-1:000000000000:key/a"} }""")).IsInvalid(
            "encryptionConfiguration", "KmsKey must be null when EncryptionType is AES256");
        Assert.Empty((await Describe("{}"))["repositoryCreationTemplates"].EnumerateArray());
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_an_empty_text_takes_away()
    {
        (await Create($$"""
            {"prefix":"prod","description":"old","appliedFor":["REPLICATION"],"resourceTags":[{"Key":"a","Value":"b"}],"customRoleArn":"{{Role}}",
             "imageTagMutability":"IMMUTABLE_WITH_EXCLUSION","imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"dev-*"}]}
            """)).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromHours(1));
        Golden.Matches((await Update("""{"prefix":"prod","appliedFor":["CREATE_ON_PUSH"]}""")).Expect(HttpStatusCode.OK).Body, "updated");
        Golden.Matches(
            (await Update("""{"prefix":"prod","description":"","resourceTags":[],"customRoleArn":"","imageTagMutability":"IMMUTABLE"}""")).Expect(HttpStatusCode.OK).Body, "emptied");
        (await Update("""{"prefix":"none"}""")).IsRefused(
            "TemplateNotFoundException", "The repository creation template with prefix 'none' does not exist in the registry with id '000000000000'");
    }

    [Fact]
    public async Task A_deleted_template_is_answered_and_gone()
    {
        var created = await Create("""{"prefix":"ROOT","appliedFor":["REPLICATION"]}""");
        Assert.Equal(created.Body, (await Delete("ROOT")).Expect(HttpStatusCode.OK).Body);
        (await Delete("ROOT")).IsRefused(
            "TemplateNotFoundException", "The repository creation template with prefix 'ROOT' does not exist in the registry with id '000000000000'");
    }

    private Task<AwsAnswer> Create(string json) => app.Ecr("CreateRepositoryCreationTemplate", json);

    private Task<AwsAnswer> Update(string json) => app.Ecr("UpdateRepositoryCreationTemplate", json);

    private Task<AwsAnswer> Delete(string prefix) => app.Ecr("DeleteRepositoryCreationTemplate", $$"""{"prefix":"{{prefix}}"}""");

    private Task<AwsAnswer> Describe(string json) => app.Ecr("DescribeRepositoryCreationTemplates", json);
}
