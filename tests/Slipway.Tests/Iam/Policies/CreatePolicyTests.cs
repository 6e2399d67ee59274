using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Policies;

public sealed class CreatePolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_new_policy_is_in_force_in_its_first_version_and_attached_to_nobody()
    {
        var answer = await Create("Push", PolicyCalls.Allow("ecr:PutImage"), "Path=/ci/", "Description=for+builds", "Tags.member.1.Key=team", "Tags.member.1.Value=web");

        Assert.Equal(200, answer.Status);
        Assert.Equal("Push", answer.Find("PolicyName"));
        Assert.Matches("^ANPA[A-Z2-7]{17}$", answer.Find("PolicyId"));
        Assert.Equal(PolicyCalls.ArnOf("ci/Push"), answer.Find("Arn"));
        Assert.Equal("/ci/", answer.Find("Path"));
        Assert.Equal("v1", answer.Find("DefaultVersionId"));
        Assert.Equal("0", answer.Find("AttachmentCount"));
        Assert.Equal("0", answer.Find("PermissionsBoundaryUsageCount"));
        Assert.Equal("true", answer.Find("IsAttachable"));
        Assert.Equal("for builds", answer.Find("Description"));
        Assert.Equal(("team", "web"), (answer.Find("Key"), answer.Find("Value")));
        Assert.Equal(answer.Find("CreateDate"), answer.Find("UpdateDate"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", answer.Find("CreateDate"));
    }

    [Fact]
    public async Task What_is_left_out_stays_out()
    {
        var answer = await Create("Push", PolicyCalls.Allow("ecr:PutImage"), "Description=");
        Assert.Equal("/", answer.Find("Path"));
        Assert.Null(answer.Find("Description"));
        Assert.Null(answer.Find("Tags"));
    }

    [Fact]
    public async Task A_name_is_taken_in_every_case_and_path()
    {
        await Create("Push", PolicyCalls.Allow("ecr:PutImage"));
        (await Create("pUSH", PolicyCalls.Allow("ecr:PutImage"), "Path=/ci/")).IsRefused(
            409, "EntityAlreadyExists", "A policy called pUSH already exists. Duplicate names are not allowed.");
    }

    [Fact]
    public async Task White_space_does_not_count()
    {
        Assert.Equal(200, (await Create("fits", PolicyCalls.AllowOfSize(6144))).Status);
        (await Create("large", PolicyCalls.AllowOfSize(6145))).IsRefused(409, "LimitExceeded", "Cannot exceed quota for PolicySize: 6144");
    }

    [Theory]
    [InlineData("{", "Syntax errors in policy.")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"ecr:PutImage","Resource":"*"}]}""", "Policy document must be version 2012-10-17 or greater.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:PutImage"}]}""", "Policy statement must contain resources.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:PutImage","Resource":"*"}]}""", "Policy document should not specify a principal.")]
    public async Task A_document_must_be_a_policy_for_identities(string document, string fault) =>
        (await Create("Push", document)).IsRefused(400, "MalformedPolicyDocument", fault);

    [Fact]
    public async Task A_path_has_the_grammar_of_policies()
    {
        Assert.Equal("ValidationError", (await Create("Push", PolicyCalls.Allow("ecr:PutImage"), "Path=/a:b/")).Error);
        Assert.Equal("ValidationError", (await Create("Push", PolicyCalls.Allow("ecr:PutImage"), "Path=//")).Error);
        Assert.Equal("ValidationError", (await Create("Push", PolicyCalls.Allow("ecr:PutImage"), "Path=/a")).Error);
        Assert.Equal("ValidationError", (await Create("Pu sh", PolicyCalls.Allow("ecr:PutImage"))).Error);
    }

    [Fact]
    public async Task Of_many_at_once_one_creates_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Create("race", PolicyCalls.Allow("ecr:PutImage"))));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal("EntityAlreadyExists", answer.Error));
    }

    private Task<AwsAnswer> Create(string name, string document, params string[] more) =>
        app.Iam("CreatePolicy", [AwsCalls.Form("PolicyName", name), AwsCalls.Form("PolicyDocument", document), .. more]);
}
