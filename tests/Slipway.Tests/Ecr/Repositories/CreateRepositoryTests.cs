using System.Net;
using System.Text.Json;
using Slipway.Ecr;
using Slipway.Ecr.Repositories;
using Slipway.Registry;
using Slipway.Tests.Support;
using Slipway.Wire;

namespace Slipway.Tests.Ecr.Repositories;

public sealed class CreateRepositoryTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new(new() { ["SLIPWAY_REGISTRY_DOMAIN"] = "example.com" });

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_new_repository_is_mutable_unscanned_and_AES256() =>
        Golden.Matches((await Create("""{"repositoryName":"team/web"}""")).Expect(HttpStatusCode.OK).Body, "defaults");

    [Fact]
    public async Task Everything_that_is_asked_for_is_answered()
    {
        var key = await app.CreateKey();
        var answer = (await Create($$"""
            {
              "registryId": "000000000000",
              "repositoryName": "team/web",
              "tags": [{"Key": "team", "Value": "web"}, {"Key": "empty", "Value": ""}],
              "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
              "imageTagMutabilityExclusionFilters": [{"filterType": "WILDCARD", "filter": "dev-*"}, {"filterType": "WILDCARD", "filter": "latest"}],
              "imageScanningConfiguration": {"scanOnPush": true},
              "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "{{key}}"}
            }
            """)).Expect(HttpStatusCode.OK).Body;
        Golden.Matches(answer.Replace(key, "1234abcd-12ab-34cd-56ef-1234567890ab", StringComparison.Ordinal), "everything");
    }

    [Fact]
    public async Task What_was_created_is_what_is_described()
    {
        var created = await Create("""{"repositoryName":"team/web","imageScanningConfiguration":{"scanOnPush":true}}""");
        var described = await app.Ecr("DescribeRepositories", """{"repositoryNames":["team/web"]}""");
        Assert.Equal(created["repository"].GetRawText(), described["repositories.0"].GetRawText());
    }

    [Fact]
    public async Task A_taken_name_is_refused()
    {
        await Create("""{"repositoryName":"team/web"}""");
        (await Create("""{"repositoryName":"team/web"}""")).IsRefused(
            "RepositoryAlreadyExistsException", "The repository with name 'team/web' already exists in the registry with id '000000000000'");
    }

    [Fact]
    public async Task Of_many_at_once_one_creates_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Create("""{"repositoryName":"race"}""")));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal("RepositoryAlreadyExistsException", answer.Error));
    }

    [Fact]
    public async Task A_name_may_be_taken_in_each_region()
    {
        await Create("""{"repositoryName":"team/web"}""");
        var other = await app.Ecr("CreateRepository", """{"repositoryName":"team/web"}""", AwsKey.Admin, "eu-west-1");
        Assert.Equal("arn:aws:ecr:eu-west-1:000000000000:repository/team/web", other["repository.repositoryArn"].GetString());
        Assert.Equal("000000000000.dkr.ecr.eu-west-1.example.com/team/web", other["repository.repositoryUri"].GetString());
    }

    [Fact]
    public async Task A_name_outside_the_grammar_is_refused_with_the_grammar()
    {
        foreach (var name in (string[])["UPPER", "-a", "a-", "a//b", "/a", "a/", "a..b", "a b", "ä1", "a___b", "a\\u0000", "a\\n"])
            (await Create($$"""{"repositoryName":"{{name}}"}""")).IsInvalid(
                "repositoryName", @"must satisfy regular expression '[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*'");
        foreach (var name in (string[])["ab", "0a", "a__b", "a---b", "a.b_c-d/e"])
            (await Create($$"""{"repositoryName":"{{name}}"}""")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_name_has_2_to_256_characters()
    {
        (await Create("""{"repositoryName":"a"}""")).IsInvalid("repositoryName", "must have length greater than or equal to 2");
        (await Create($$"""{"repositoryName":"{{new string('a', 257)}}"}""")).IsInvalid("repositoryName", "must have length less than or equal to 256");
        (await Create($$"""{"repositoryName":"{{new string('a', 256)}}"}""")).Expect(HttpStatusCode.OK);
        (await Create("{}")).IsInvalid("repositoryName", "must not be null");
    }

    [Fact]
    public async Task Members_outside_their_bounds_are_refused()
    {
        (await Create("""{"repositoryName":"team/web","imageTagMutability":"SOMETIMES"}""")).IsInvalid(
            "imageTagMutability", "Member must satisfy enum value set: [IMMUTABLE, MUTABLE, MUTABLE_WITH_EXCLUSION, IMMUTABLE_WITH_EXCLUSION]");
        (await Create("""{"repositoryName":"team/web","registryId":"12"}""")).IsInvalid("registryId", "Member must satisfy regular expression pattern: [0-9]{12}");
        (await Create("""{"repositoryName":"team/web","encryptionConfiguration":{}}""")).IsInvalid("encryptionConfiguration.encryptionType", "Member must not be null");
        Assert.Equal("SerializationException", (await Create("""{"repositoryName":["team/web"]}""")).Error);
        Assert.Equal("SerializationException", (await Create("""{"repositoryName":"team/web","tags":{}}""")).Error);
        Assert.Equal("SerializationException", (await Create("{")).Error);
    }

    [Fact]
    public async Task Tags_are_kept_and_bounded()
    {
        (await Create($$"""{"repositoryName":"fifty","tags":{{Tags(50)}}}""")).Expect(HttpStatusCode.OK);
        (await Create($$"""{"repositoryName":"more","tags":{{Tags(51)}}}""")).IsRefused(
            "TooManyTagsException", "The resource 'arn:aws:ecr:us-east-1:000000000000:repository/more' cannot have more than 50 tags");
        foreach (var tag in (string[])
            [
                """{"Key":"","Value":"x"}""",
                """{"Key":"aws:x","Value":"x"}""",
                """{"Key":"AWS:x","Value":"x"}""",
                """{"Key":"semi;colon","Value":"x"}""",
                """{"Key":"k","Value":"a|b"}""",
                $$"""{"Key":"{{new string('k', 129)}}","Value":"x"}""",
                $$"""{"Key":"k","Value":"{{new string('v', 257)}}"}""",
            ])
            Assert.Equal((400, "InvalidTagParameterException"), Outcome(await Create($$"""{"repositoryName":"bad","tags":[{{tag}}]}""")));
        (await Create("""{"repositoryName":"bad","tags":[{"Key":"k","Value":"1"},{"Key":"k","Value":"2"}]}""")).IsRefused(
            "InvalidTagParameterException", "Tag parameters are invalid: a tag key may be given only once");
        (await Create("""{"repositoryName":"bad","tags":[{"Key":"k"}]}""")).IsInvalid("tags.1.member.value", "Member must not be null");
        Assert.Equal("RepositoryNotFoundException", (await app.Ecr("DescribeRepositories", """{"repositoryNames":["bad"]}""")).Error);
    }

    [Fact]
    public async Task Exclusion_filters_go_with_the_settings_that_exclude()
    {
        const string Member = "imageTagMutabilityExclusionFilters", Filter = """[{"filterType":"WILDCARD","filter":"dev*"}]""";
        (await Create("""{"repositoryName":"aa","imageTagMutability":"IMMUTABLE_WITH_EXCLUSION"}""")).IsInvalid(
            Member, "ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as IMMUTABLE_WITH_EXCLUSION");
        (await Create("""{"repositoryName":"aa","imageTagMutability":"MUTABLE_WITH_EXCLUSION"}""")).IsInvalid(
            Member, "ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as MUTABLE_WITH_EXCLUSION");
        foreach (var setting in (string[])["MUTABLE", "IMMUTABLE"])
            (await Create($$"""{"repositoryName":"aa","imageTagMutability":"{{setting}}","imageTagMutabilityExclusionFilters":{{Filter}}}""")).IsInvalid(
                Member, $"ImageTagMutabilityExclusionFilters must be null when imageTagMutability is set as {setting}");
        (await Create($$"""{"repositoryName":"aa","imageTagMutabilityExclusionFilters":{{Filter}}}""")).IsInvalid(
            Member, "ImageTagMutabilityExclusionFilters must be null when imageTagMutability is set as MUTABLE");
        (await Excluding("[]")).IsInvalid(Member, "Member must have length greater than or equal to 1");
        (await Excluding($"[{string.Join(',', Enumerable.Repeat(Filter.Trim('[', ']'), 6))}]")).IsInvalid(Member, "Member must have length less than or equal to 5");
        (await Excluding("""[{"filterType":"REGEX","filter":"a"}]""")).IsInvalid($"{Member}.1.member.filterType", "Member must satisfy enum value set: [WILDCARD]");
        (await Excluding("""[{"filterType":"WILDCARD","filter":"a b"}]""")).IsInvalid(
            $"{Member}.1.member.filter", "Member must satisfy regular expression pattern: ^[0-9a-zA-Z._*-]{1,128}$");
        (await Excluding("""[{"filterType":"WILDCARD","filter":"*a*b*"}]""")).IsInvalid(Member, "The filter '*a*b*' must contain at most 2 wildcards");

        Task<AwsAnswer> Excluding(string filters) => Create(
            $$"""{"repositoryName":"aa","imageTagMutability":"IMMUTABLE_WITH_EXCLUSION","imageTagMutabilityExclusionFilters":{{filters}}}""");
    }

    [Fact]
    public async Task A_kms_key_goes_with_kms()
    {
        (await Create("""{"repositoryName":"aa","encryptionConfiguration":{"encryptionType":"AES256","kmsKey":"x"}}""")).IsInvalid(
            "encryptionConfiguration", "KmsKey must be null when EncryptionType is AES256");
        var managed = await Create("""{"repositoryName":"aa","encryptionConfiguration":{"encryptionType":"KMS_DSSE"}}""");
        Assert.StartsWith("arn:aws:kms:us-east-1:000000000000:key/", managed["repository.encryptionConfiguration.kmsKey"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_account_is_not_ours_to_create_in()
    {
        var answer = await Create("""{"repositoryName":"team/web","registryId":"111122223333"}""");
        answer.IsRefused(
            "AccessDeniedException",
            "User: arn:aws:iam::000000000000:user/admin is not authorized to perform: ecr:CreateRepository on resource: " +
            "arn:aws:ecr:us-east-1:111122223333:repository/team/web because no resource-based policy allows the ecr:CreateRepository action");
    }

    [Fact]
    public async Task Who_may_not_is_told_so_before_anything_else()
    {
        var key = await app.GivenUser("alice", isAdministrator: false);
        await Create("""{"repositoryName":"team/web"}""");
        (await app.Ecr("CreateRepository", """{"repositoryName":"team/web"}""", key, SlipwayApp.Region)).IsRefused(
            "AccessDeniedException",
            "User: arn:aws:iam::000000000000:user/alice is not authorized to perform: ecr:CreateRepository on resource: " +
            "arn:aws:ecr:us-east-1:000000000000:repository/team/web because no identity-based policy allows the ecr:CreateRepository action");
    }

    [Fact]
    public void Tags_demand_the_permission_to_tag()
    {
        Caller caller = new(new("123456789012", "arn", "id", "key"), "us-east-1", "request");
        Assert.True(RepositoryName.TryParse("team/web", out var name));
        CreateRepositoryRequest plain = new(null, name, null, null, null, null, null);
        const string Arn = "arn:aws:ecr:us-east-1:123456789012:repository/team/web";
        Assert.Equal([new Demand("", Arn)], CreateRepository.Requires(plain, caller).Demands);
        Assert.Equal([new Demand("", Arn)], CreateRepository.Requires(plain with { Tags = [] }, caller).Demands);
        var tagged = CreateRepository.Requires(plain with { Tags = [new TagShape("team", "web")] }, caller);
        Assert.Equal([new Demand("", Arn), new Demand("ecr:TagResource", Arn)], tagged.Demands);
        Assert.Equal(["web"], tagged.Conditions["aws:RequestTag/team"]);
        Assert.Equal(["team"], tagged.Conditions["aws:TagKeys"]);
    }

    private Task<AwsAnswer> Create(string json) => app.Ecr("CreateRepository", json);

    private static (int, string?) Outcome(AwsAnswer answer) => (answer.Status, answer.Error);

    private static string Tags(int count) =>
        JsonSerializer.Serialize(Enumerable.Range(0, count).Select(i => new Dictionary<string, string> { ["Key"] = $"key{i}", ["Value"] = $"{i}" }));
}
