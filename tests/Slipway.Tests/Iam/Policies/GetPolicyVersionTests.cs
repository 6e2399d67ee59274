using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Policies;

public sealed class GetPolicyVersionTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_text_comes_back_to_the_letter_percent_encoded()
    {
        const string Document = "\n{ \"Version\": \"2012-10-17\",\t\"Statement\": { \"Effect\":\"Allow\", \"Action\":\"ecr:*\", \"Resource\":\"arn:aws:ecr:*:*:repository/a+b c\" } } ";
        var arn = await app.GivenPolicy("Push", "/", Document);

        var answer = await Get(arn, "v1");
        Assert.Equal(("v1", "true"), (answer.Find("VersionId"), answer.Find("IsDefaultVersion")));
        var encoded = answer.Find("Document")!;
        Assert.Equal(Document, Uri.UnescapeDataString(encoded));
        Assert.Matches("^[A-Za-z0-9%._~-]+$", encoded);
        Assert.Contains("a%2Bb%20c", encoded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWS_s_policies_have_their_version_of_AWS()
    {
        var answer = await Get("arn:aws:iam::aws:policy/AdministratorAccess", "v1");
        Assert.Equal("true", answer.Find("IsDefaultVersion"));
        Assert.Contains("\"Action\": \"*\"", Uri.UnescapeDataString(answer.Find("Document")!), StringComparison.Ordinal);
        Assert.Equal("v3", (await Get(PolicyCalls.Aws, "v3")).Find("VersionId"));
    }

    [Theory]
    [InlineData("arn:aws:iam::000000000000:policy/Push", "v2")]
    [InlineData("arn:aws:iam::000000000000:policy/Push", "v1.x")]
    [InlineData("arn:aws:iam::000000000000:policy/Push", "v99999999999999999999")]
    [InlineData("arn:aws:iam::000000000000:policy/None", "v1")]
    [InlineData(PolicyCalls.Aws, "v1")]
    public async Task What_is_not_there_is_not_found(string arn, string version)
    {
        await app.GivenPolicy("Push");
        (await Get(arn, version)).IsRefused(404, "NoSuchEntity", $"Policy {arn} version {version} does not exist or is not attachable.");
    }

    [Fact]
    public async Task A_version_has_a_grammar() => Assert.Equal("ValidationError", (await Get(PolicyCalls.Aws, "3")).Error);

    private Task<AwsAnswer> Get(string arn, string version) => app.Iam("GetPolicyVersion", $"PolicyArn={arn}", $"VersionId={version}");
}
