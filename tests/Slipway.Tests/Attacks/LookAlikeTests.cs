using System.Net;
using Slipway.Tests.Iam;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>Policies, tags and addresses that look like others.</summary>
public sealed class LookAlikeTests : IAsyncDisposable
{
    private const string Own = "arn:aws:ecr:us-east-1:000000000000:repository/team/own";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("ecr:ListImages", Own, true)]
    [InlineData("ECR:LISTIMAGES", Own, true)]
    [InlineData("eCr:lISTiMAGES", Own, true)]
    [InlineData("ecr:L?stImages", Own, true)]
    [InlineData("\u0435cr:ListImages", Own, null)] // Cyrillic e
    [InlineData("\uFF45\uFF43\uFF52:ListImages", Own, null)] // full width
    [InlineData("ec\u200Br:ListImages", Own, null)]
    [InlineData("ecr:L\u0456stImages", Own, false)] // Cyrillic i
    [InlineData("ecr:L\u0131stImages", Own, false)] // dotless i
    [InlineData("ecr:L\u0130stImages", Own, false)] // dotted I
    [InlineData("ecr:Li\u017FtImages", Own, false)] // long s
    [InlineData("ecr:List\u200BImages", Own, false)]
    [InlineData("ecr:ListImages\u0000", Own, false)]
    [InlineData("ecr:ListImages ", Own, false)]
    [InlineData("ecr:List\uFF0A", Own, false)] // full-width star
    [InlineData("ecr:ListImages", "arn:aws:ecr:us-east-1:000000000000:repository/TEAM/OWN", false)]
    [InlineData("ecr:ListImages", "arn:aws:ecr:us-east-1:000000000000:repository/t\u0435am/own", false)]
    [InlineData("ecr:ListImages", "arn:aws:ecr:us-east-1:000000000000:repository/team%2fown", false)]
    [InlineData("ecr:ListImages", "arn:aws:ecr:us-east-1:000000000000:repository/team/./own", false)]
    [InlineData("ecr:ListImages", "arn:aws:ecr:us-east-1:000000000000:repository/team/own/", false)]
    public async Task What_only_looks_like_an_action_or_a_resource_allows_and_denies_nothing(string action, string resource, bool? isIt)
    {
        await app.CreateRepository("team/own");
        var mallory = await app.GivenUserWith("mallory", StsCalls.Allow("nothing:Nothing", "*"));
        if (await PutAsync("mallory", Attacker.Statement("Allow", Escaped(action), Escaped(resource))) is not { } status)
        {
            Assert.NotEqual(true, isIt);
            return;
        }

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(isIt, await MayListAsync(mallory));
        await PutAsync("mallory", Attacker.Statement("Allow", "ecr:*", "*"), Attacker.Statement("Deny", Escaped(action), Escaped(resource)));
        Assert.Equal(isIt, !await MayListAsync(mallory));
    }

    [Theory]
    [InlineData("""{"Key":"team","Value":"red"},{"Key":"Team","Value":"blue"}""")]
    [InlineData("""{"Key":"Team","Value":"red"},{"Key":"team","Value":"blue"}""")]
    [InlineData("""{"Key":"team","Value":"blue"},{"Key":"TEAM","Value":"blue"},{"Key":"Team","Value":"red"}""")]
    [InlineData("""{"Key":"team","Value":"red"}""")]
    [InlineData("""{"Key":"team","Value":"Blue"}""")]
    public async Task Of_tags_that_differ_in_case_each_is_decided_by_itself(string tags)
    {
        await app.CreateRepository("team/own");
        const string Condition = """{"StringEquals":{"aws:RequestTag/team":"blue"}}""";
        var mallory = await app.GivenUserWith("mallory", Attacker.Document(
            Attacker.Statement("Allow", "ecr:CreateRepository", "*", Condition), Attacker.Statement("Allow", "ecr:TagResource", "*", Condition)));

        foreach (var (operation, member) in new[] { ("CreateRepository", "\"repositoryName\":\"team/new\""), ("TagResource", $"\"resourceArn\":\"{Own}\"") })
        {
            Assert.Equal("AccessDeniedException", (await app.Ecr(operation, $$"""{{{member}},"tags":[{{tags}}]}""", mallory, SlipwayApp.Region)).Error);
            (await app.Ecr(operation, $$"""{{{member}},"tags":[{"Key":"team","Value":"blue"}]}""", mallory, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("Allow", """{"IpAddress":{"aws:SourceIp":"10.1.2.3"}}""")]
    [InlineData("Allow", """{"Bool":{"aws:SecureTransport":"true"}}""")]
    [InlineData("Deny", """{"NotIpAddress":{"aws:SourceIp":"10.1.2.3"}}""")]
    [InlineData("Deny", """{"Bool":{"aws:SecureTransport":"false"}}""")]
    public async Task Where_a_request_comes_from_no_header_says(string effect, string condition)
    {
        await app.CreateRepository("team/own");
        string[] allow = effect is "Deny" ? [Attacker.Statement("Allow", "ecr:*", "*")] : [];
        var mallory = await RegistryAttacker.EnterAsync(app, [.. allow, Attacker.Statement(effect, "ecr:ListImages", "*", condition)]);
        string[] headers =
        [
            "X-Forwarded-For: 10.1.2.3", "X-Real-IP: 10.1.2.3", "Forwarded: for=10.1.2.3;proto=https", "True-Client-IP: 10.1.2.3", "CF-Connecting-IP: 10.1.2.3", "X-Client-IP: 10.1.2.3",
            "X-Forwarded-Proto: https", "X-Forwarded-Ssl: on", "Front-End-Https: on", "X-Original-For: 10.1.2.3", "aws:SourceIp: 10.1.2.3",
        ];
        Assert.Equal(403, (await mallory.SendAsync("GET", "/v2/team/own/tags/list?aws:SourceIp=10.1.2.3&aws:SecureTransport=true", [], headers)).Status);

        using var call = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("""{"repositoryName":"team/own"}""", null, "application/x-amz-json-1.1") };
        call.Headers.TryAddWithoutValidation("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.ListImages");
        foreach (var header in headers[..^1]) call.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]);
        Assert.Equal("AccessDeniedException", (await app.Call(call, mallory.Key, "ecr", SlipwayApp.Region)).Error);
    }

    private static string Escaped(string text) => text.Replace("\0", "\\u0000", StringComparison.Ordinal);

    /// <returns>null when it is refused as no policy.</returns>
    private async Task<HttpStatusCode?> PutAsync(string user, params string[] statements)
    {
        var answer = await app.Iam("PutUserPolicy", $"UserName={user}", "PolicyName=only", AwsCalls.Form("PolicyDocument", Attacker.Document(statements)));
        if (answer.Error is "MalformedPolicyDocument" or "ValidationError") return null;
        return (HttpStatusCode)answer.Status;
    }

    private async Task<bool> MayListAsync(AwsKey key) => (await app.Ecr("ListImages", """{"repositoryName":"team/own"}""", key, SlipwayApp.Region)).Status == 200;
}
