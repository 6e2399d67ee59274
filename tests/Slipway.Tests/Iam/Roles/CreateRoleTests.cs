using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Roles;

public sealed class CreateRoleTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_new_role_is_answered_as_AWS_answers() => Golden.Matches(
        (await app.CreateRole(
            "Deploy", RoleCalls.Tasks, "Path=/team/ci/", "Description=for+CI", "MaxSessionDuration=7200", "Tags.member.1.Key=team", "Tags.member.1.Value=ci",
            "PermissionsBoundary=arn:aws:iam::aws:policy/ReadOnlyAccess")).Expect(HttpStatusCode.OK).Repeatable(),
        "everything");

    [Fact]
    public async Task Without_more_it_is_at_the_root_and_lasts_an_hour()
    {
        var created = (await app.CreateRole("deploy", RoleCalls.Tasks)).Expect(HttpStatusCode.OK);
        Assert.Equal("arn:aws:iam::000000000000:role/deploy", created.Find("Arn"));
        Assert.Matches("^AROA[A-Z2-7]{17}$", created.Find("RoleId"));
        Assert.Equal((null, null, null), (created.Find("MaxSessionDuration"), created.Find("Description"), created.Find("RoleLastUsed")));
        var got = await app.Iam("GetRole", "RoleName=deploy");
        Assert.Equal(("3600", null), (got.Find("MaxSessionDuration"), got.Find("Description")));
    }

    [Fact]
    public async Task A_name_that_differs_in_case_alone_is_taken()
    {
        await app.GivenRole("Deploy");
        (await app.CreateRole("dePLOY", RoleCalls.Tasks, "Path=/x/")).IsRefused(409, "EntityAlreadyExists", "Role with name dePLOY already exists.");
    }

    [Fact]
    public async Task A_deleted_name_comes_back_as_another_role()
    {
        var first = await app.GivenRole("deploy");
        await app.Iam("DeleteRole", "RoleName=deploy").Done();
        Assert.NotEqual(first, await app.GivenRole("deploy"));
    }

    [Theory]
    [InlineData("{", "This policy contains invalid Json")]
    [InlineData("[]", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}]}""", "Has prohibited field Resource")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}]}""", "AssumeRole policy may only specify STS AssumeRole actions.")]
    public async Task A_trust_policy_that_is_none_is_refused_in_AWSs_words(string document, string sentence) =>
        (await app.CreateRole("deploy", document)).IsRefused("MalformedPolicyDocument", sentence);

    [Theory]
    [InlineData("arn:aws:iam::000000000000:user/nobody")]
    [InlineData("arn:aws:iam::000000000000:role/nobody")]
    [InlineData("arn:aws:iam::000000000000:user/team/admin")]
    [InlineData("arn:aws:iam::000000000000:user/ADMIN")]
    [InlineData("arn:aws:iam::000000000000:role/admin")]
    [InlineData("arn:aws:iam::999999999999:user/admin")]
    [InlineData("arn:aws-cn:iam::000000000000:user/admin")]
    [InlineData("arn:aws:sts::000000000000:assumed-role/nobody/session")]
    [InlineData("arn:aws:iam::000000000000:user/*")]
    [InlineData("AIDAAAAAAAAAAAAAAAAAA")]
    [InlineData("AROAAAAAAAAAAAAAAAAAA")]
    public async Task It_trusts_nobody_who_is_not_there(string principal)
    {
        (await app.CreateRole("deploy", RoleCalls.Trusting("000000000000", principal)))
            .IsRefused("MalformedPolicyDocument", $"Invalid principal in policy: \"AWS\":\"{principal}\"");
        (await app.Iam("GetRole", "RoleName=deploy")).IsMissingRole("deploy");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("000000000000")]
    [InlineData("arn:aws:iam::000000000000:root")]
    [InlineData("arn:aws:iam::999999999999:root")]
    [InlineData("arn:aws:iam::000000000000:user/admin")]
    [InlineData("arn:aws:iam::000000000000:role/trusted")]
    [InlineData("arn:aws:sts::000000000000:assumed-role/trusted/session")]
    [InlineData("arn:aws:sts::000000000000:federated-user/bob")]
    public async Task It_trusts_whoever_is_there(string principal)
    {
        await app.GivenRole("trusted");
        (await app.CreateRole("deploy", RoleCalls.Trusting(principal))).Expect(HttpStatusCode.OK);
        Assert.Equal(RoleCalls.Trusting(principal), await app.TrustOf("deploy"));
    }

    [Fact]
    public async Task A_trust_policy_has_at_most_2048_characters_without_its_white_space()
    {
        string Document(int size) => RoleCalls.Tasks.Replace("\"Statement\"", $"\"Id\": \"{new string('x', size)}\", \"Statement\"", StringComparison.Ordinal);
        var most = 2048 - Document(0).Count(character => character != ' ');
        (await app.CreateRole("large", Document(most + 1))).IsRefused(409, "LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048");
        (await app.CreateRole("large", Document(most))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_boundary_must_be_a_managed_policy()
    {
        const string Missing = "arn:aws:iam::000000000000:policy/nothing";
        (await app.CreateRole("deploy", RoleCalls.Tasks, $"PermissionsBoundary={Missing}"))
            .IsRefused(404, "NoSuchEntity", $"Scope ARN: {Missing} does not exist or is not attachable.");
        (await app.Iam("GetRole", "RoleName=deploy")).IsMissingRole("deploy");
    }

    [Theory]
    [InlineData("MaxSessionDuration=3599", "maxSessionDuration", "Member must have value greater than or equal to 3600")]
    [InlineData("MaxSessionDuration=43201", "maxSessionDuration", "Member must have value less than or equal to 43200")]
    [InlineData("Description=%7F", "description", @"Member must satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*")]
    [InlineData("Path=ci", "path", @"Member must satisfy regular expression pattern: (\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    public async Task What_breaks_the_model_is_refused(string parameter, string member, string constraint) =>
        (await app.CreateRole("deploy", RoleCalls.Tasks, parameter)).IsRefused(
            "ValidationError", $"1 validation error detected: Value at '{member}' failed to satisfy constraint: {constraint}");

    [Fact]
    public async Task Tags_have_different_keys() =>
        (await app.CreateRole("deploy", RoleCalls.Tasks, "Tags.member.1.Key=a", "Tags.member.1.Value=", "Tags.member.2.Key=A", "Tags.member.2.Value="))
            .IsRefused("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
}
