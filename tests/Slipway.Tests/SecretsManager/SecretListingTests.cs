using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.SecretsManager;

/// <summary>ListSecrets, TagResource, UntagResource, GetRandomPassword, GetResourcePolicy.</summary>
public sealed class SecretListingTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Secrets_are_listed_in_the_order_that_is_asked_for_page_by_page()
    {
        foreach (var name in new[] { "b", "a", "c" })
        {
            await app.CreateSecret(name, "value");
            app.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal("b a c", await Names("{}"));
        Assert.Equal("a b c", await Names("""{"SortBy":"name"}"""));
        Assert.Equal("c b a", await Names("""{"SortBy":"name","SortOrder":"desc"}"""));
        Assert.Equal("c a b", await Names("""{"SortBy":"created-date","SortOrder":"desc"}"""));
        await app.Secrets("UpdateSecret", """{"SecretId":"b","Description":"x"}""");
        Assert.Equal("b c a", await Names("""{"SortBy":"last-changed-date","SortOrder":"desc"}"""));
        await app.Secrets("GetSecretValue", """{"SecretId":"a"}""");
        Assert.Equal("a", (await Names("""{"SortBy":"last-accessed-date","SortOrder":"desc"}"""))[..1]);

        var first = await app.Secrets("ListSecrets", """{"MaxResults":2,"SortBy":"name"}""");
        var token = first["NextToken"].GetString();
        var second = await app.Secrets("ListSecrets", $$"""{"MaxResults":2,"SortBy":"name","NextToken":"{{token}}"}""");
        Assert.Equal("c", second["SecretList.0.Name"].GetString());
        Assert.False(second.Json.TryGetProperty("NextToken", out _));
        Assert.Equal("InvalidNextTokenException", (await app.Secrets("ListSecrets", $$"""{"MaxResults":2,"NextToken":"{{token}}"}""")).Error);
    }

    [Fact]
    public async Task Filters_narrow_a_listing()
    {
        await app.Secrets("CreateSecret", """{"Name":"prod/db","Description":"Main database","Tags":[{"Key":"team","Value":"web"}]}""");
        await app.Secrets("CreateSecret", """{"Name":"test/db","Description":"Scratch"}""");
        await app.Secrets("DeleteSecret", """{"SecretId":"test/db"}""");
        await app.Secrets("CreateSecret", """{"Name":"test/api"}""");
        Assert.Equal("prod/db test/api", await Names("{}"));
        Assert.Equal("prod/db test/api test/db", await Names("""{"IncludePlannedDeletion":true}"""));
        Assert.Equal("test/api", await Names(Filter("name", "test/")));
        Assert.Equal("prod/db", await Names(Filter("name", "!test/")));
        Assert.Equal("prod/db", await Names(Filter("description", "data")));
        Assert.Equal("prod/db", await Names(Filter("tag-key", "te")));
        Assert.Equal("prod/db", await Names(Filter("tag-value", "web")));
        Assert.Equal("prod/db", await Names(Filter("all", "MAIN")));
        Assert.Equal("", await Names(Filter("tag-value", "Web")));
        Assert.Equal("", await Names(Filter("owning-service", "rds")));
    }

    [Fact]
    public async Task Tags_come_and_go_and_decide()
    {
        await app.CreateSecret("s", "value");
        (await app.Secrets("TagResource", """{"SecretId":"s","Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]}""")).Expect(HttpStatusCode.OK);
        (await app.Secrets("UntagResource", """{"SecretId":"s","TagKeys":["a"]}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("""[{"Key":"b","Value":"2"}]""", (await app.Secrets("DescribeSecret", """{"SecretId":"s"}"""))["Tags"].GetRawText());
        var key = await app.GivenUser("reader", isAdministrator: false);
        const string Policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"secretsmanager:*","Resource":"*","Condition":{"StringEquals":{"secretsmanager:ResourceTag/b":"2"}}}}""";
        (await app.Iam("PutUserPolicy", "UserName=reader", "PolicyName=p", AwsCalls.Form("PolicyDocument", Policy))).Expect(HttpStatusCode.OK);
        Assert.Null((await app.Secrets(key, "GetSecretValue", """{"SecretId":"s"}""")).Error);
        await app.Secrets("UntagResource", """{"SecretId":"s","TagKeys":["b"]}""");
        Assert.Equal("AccessDeniedException", (await app.Secrets(key, "GetSecretValue", """{"SecretId":"s"}""")).Error);
    }

    [Fact]
    public async Task Passwords_have_what_is_asked_for()
    {
        var usual = (await app.Secrets("GetRandomPassword", "{}"))["RandomPassword"].GetString()!;
        Assert.Equal(32, usual.Length);
        Assert.True(usual.Any(char.IsAsciiLetterLower) && usual.Any(char.IsAsciiLetterUpper) && usual.Any(char.IsAsciiDigit) && usual.Any(char.IsPunctuation) | usual.Any(char.IsSymbol));
        Assert.Matches("^[0-9]{4}$", (await app.Secrets(
            "GetRandomPassword", """{"PasswordLength":4,"ExcludeLowercase":true,"ExcludeUppercase":true,"ExcludePunctuation":true}"""))["RandomPassword"].GetString());
        Assert.Equal("aaaaa", (await app.Secrets(
            "GetRandomPassword",
            """{"PasswordLength":5,"ExcludeCharacters":"bcdefghijklmnopqrstuvwxyz","ExcludeNumbers":true,"ExcludeUppercase":true,"ExcludePunctuation":true}"""))["RandomPassword"].GetString());
        Assert.Equal("InvalidParameterException", (await app.Secrets("GetRandomPassword", """{"PasswordLength":3}""")).Error);
    }

    [Fact]
    public async Task No_secret_has_a_policy_of_its_own()
    {
        var arn = await app.CreateSecret("s", "value");
        Assert.Equal($$"""{"ARN":"{{arn}}","Name":"s"}""", (await app.Secrets("GetResourcePolicy", """{"SecretId":"s"}""")).Expect(HttpStatusCode.OK).Body);
    }

    private static string Filter(string key, string value) => $$"""{"Filters":[{"Key":"{{key}}","Values":["{{value}}"]}]}""";

    private async Task<string> Names(string request) => string.Join(
        ' ', (await app.Secrets("ListSecrets", request)).Expect(HttpStatusCode.OK)["SecretList"].EnumerateArray().Select(secret => secret.GetProperty("Name").GetString()));
}
