using System.Net;
using System.Text;
using Slipway.Tests.Support;

namespace Slipway.Tests.SecretsManager;

/// <summary>CreateSecret, GetSecretValue, PutSecretValue, UpdateSecret, DescribeSecret, ListSecretVersionIds, UpdateSecretVersionStage.</summary>
public sealed class SecretTests : IAsyncDisposable
{
    private const string First = "11111111-1111-1111-1111-111111111111", Second = "22222222-2222-2222-2222-222222222222", Third = "33333333-3333-3333-3333-333333333333";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_secret_is_found_by_its_name_its_arn_and_its_arn_without_the_random_end()
    {
        var arn = await app.CreateSecret("team/db", "opensesame");
        Assert.Matches("^arn:aws:secretsmanager:us-east-1:000000000000:secret:team/db-[A-Za-z0-9]{6}$", arn);
        foreach (var id in new[] { "team/db", arn, arn[..^7] })
        {
            var value = (await Get(id)).Expect(HttpStatusCode.OK);
            Assert.Equal((arn, "team/db", "opensesame"), (value["ARN"].GetString(), value["Name"].GetString(), value["SecretString"].GetString()));
            Assert.Equal("AWSCURRENT", value["VersionStages.0"].GetString());
        }

        (await Get("team/other")).IsRefused("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        (await Get(arn[..^1] + (arn[^1] == 'a' ? 'b' : 'a'))).IsRefused("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        // A name that looks like another's ARN does not take its place.
        await app.CreateSecret(arn[(arn.LastIndexOf(':') + 1)..], "another");
        Assert.Equal("opensesame", (await Get(arn))["SecretString"].GetString());
    }

    [Fact]
    public async Task Values_are_nowhere_to_be_read_but_in_the_answer()
    {
        await app.CreateSecret("team/db", "opensesame");
        await app.Secrets("PutSecretValue", $$"""{"SecretId":"team/db","SecretBinary":"{{Convert.ToBase64String("opensesame"u8)}}"}""");
        var value = await Get("team/db");
        Assert.Equal("opensesame"u8.ToArray(), value["SecretBinary"].GetBytesFromBase64());
        Assert.False(value.Json.TryGetProperty("SecretString", out _));
        await app.StopAsync();
        foreach (var file in Directory.EnumerateFiles(app.DataFolder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("opensesame", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.DoesNotContain("opensesame", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_value_becomes_the_current_one_and_the_old_one_the_previous()
    {
        var arn = (await app.Secrets("CreateSecret", $$"""{"Name":"s","SecretString":"one","ClientRequestToken":"{{First}}"}""")).Expect(HttpStatusCode.OK)["ARN"].GetString();
        await Put("two", Second);
        await Put("three", Third);
        Assert.Equal("three", (await Get("s"))["SecretString"].GetString());
        Assert.Equal("two", (await app.Secrets("GetSecretValue", """{"SecretId":"s","VersionStage":"AWSPREVIOUS"}"""))["SecretString"].GetString());
        Assert.Equal("one", (await app.Secrets("GetSecretValue", $$"""{"SecretId":"s","VersionId":"{{First}}"}"""))["SecretString"].GetString());
        (await app.Secrets("GetSecretValue", $$"""{"SecretId":"s","VersionId":"{{First}}","VersionStage":"AWSCURRENT"}""")).IsRefused(
            "InvalidRequestException", "You provided a VersionStage that is not associated to the provided VersionId.");
        (await app.Secrets("GetSecretValue", """{"SecretId":"s","VersionStage":"mine"}""")).IsRefused(
            "ResourceNotFoundException", "Secrets Manager can't find the specified secret value for staging label: mine");

        var stages = (await app.Secrets("DescribeSecret", """{"SecretId":"s"}"""))["VersionIdsToStages"];
        Assert.Equal($$"""{"{{Second}}":["AWSPREVIOUS"],"{{Third}}":["AWSCURRENT"]}""", stages.GetRawText());
        Assert.Equal(2, (await app.Secrets("ListSecretVersionIds", """{"SecretId":"s"}"""))["Versions"].GetArrayLength());
        var all = await app.Secrets("ListSecretVersionIds", """{"SecretId":"s","IncludeDeprecated":true,"MaxResults":2}""");
        Assert.Equal((First, 2), (all["Versions.0.VersionId"].GetString(), all["Versions"].GetArrayLength()));
        Assert.Equal("""["DefaultEncryptionKey"]""", all["Versions.0.KmsKeyIds"].GetRawText());
        var rest = await app.Secrets("ListSecretVersionIds", $$"""{"SecretId":"s","IncludeDeprecated":true,"MaxResults":2,"NextToken":"{{all["NextToken"].GetString()}}"}""");
        Assert.Equal(Third, rest["Versions.0.VersionId"].GetString());
        Assert.Equal(arn, rest["ARN"].GetString());
    }

    [Fact]
    public async Task A_request_that_is_sent_twice_counts_once()
    {
        var request = $$"""{"Name":"s","SecretString":"one","ClientRequestToken":"{{First}}"}""";
        var created = await app.Secrets("CreateSecret", request);
        Assert.Equal(created["ARN"].GetString(), (await app.Secrets("CreateSecret", request)).Expect(HttpStatusCode.OK)["ARN"].GetString());
        (await app.Secrets("CreateSecret", """{"Name":"s","SecretString":"one"}""")).IsRefused("ResourceExistsException", "The operation failed because the secret s already exists.");
        await Put("two", Second);
        Assert.Equal(Second, (await Put("two", Second)).Expect(HttpStatusCode.OK)["VersionId"].GetString());
        Assert.Equal("ResourceExistsException", (await Put("three", Second)).Error);
        Assert.Equal("ResourceExistsException", (await app.Secrets("CreateSecret", request.Replace("one", "1", StringComparison.Ordinal))).Error);
        Assert.Equal("two", (await Get("s"))["SecretString"].GetString());
    }

    [Fact]
    public async Task A_pending_value_is_made_the_current_one_by_moving_the_label()
    {
        await app.Secrets("CreateSecret", $$"""{"Name":"s","SecretString":"one","ClientRequestToken":"{{First}}"}""");
        await app.Secrets("PutSecretValue", $$"""{"SecretId":"s","SecretString":"two","ClientRequestToken":"{{Second}}","VersionStages":["AWSPENDING"]}""");
        Assert.Equal("one", (await Get("s"))["SecretString"].GetString());
        (await Move("AWSCURRENT", null, Second)).IsRefused(
            "InvalidParameterException",
            $"The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version {First}, so you must explicitly reference that version in RemoveFromVersionId.");
        Assert.Equal("InvalidParameterException", (await Move("AWSCURRENT", First, null)).Error);
        (await Move("AWSCURRENT", First, Second)).Expect(HttpStatusCode.OK);
        Assert.Equal("two", (await Get("s"))["SecretString"].GetString());
        (await Move("AWSPENDING", Second, null)).Expect(HttpStatusCode.OK);
        Assert.Equal(
            $$"""{"{{First}}":["AWSPREVIOUS"],"{{Second}}":["AWSCURRENT"]}""", (await app.Secrets("DescribeSecret", """{"SecretId":"s"}"""))["VersionIdsToStages"].GetRawText());
    }

    [Fact]
    public async Task A_secret_is_described_and_changed_without_its_value()
    {
        await app.Secrets("CreateSecret", """{"Name":"s","Description":"old","Tags":[{"Key":"team","Value":"web"}]}""");
        (await Get("s")).IsRefused("ResourceNotFoundException", "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT");
        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.Secrets("UpdateSecret", """{"SecretId":"s","Description":"new","SecretString":"value"}""");
        await Get("s");
        var described = await app.Secrets("DescribeSecret", """{"SecretId":"s"}""");
        Assert.Equal("new", described["Description"].GetString());
        Assert.Equal("web", described["Tags.0.Value"].GetString());
        Assert.Equal(FakeClock.Start.ToUnixTimeSeconds(), described["CreatedDate"].GetInt64());
        Assert.Equal(FakeClock.Start.AddHours(1).ToUnixTimeSeconds(), described["LastChangedDate"].GetInt64());
        Assert.Equal(FakeClock.Start.AddHours(-12).ToUnixTimeSeconds(), described["LastAccessedDate"].GetInt64());
    }

    [Theory]
    [InlineData("""{"Name":"a b"}""", "ValidationException")]
    [InlineData("""{"Name":"s","SecretString":"a","SecretBinary":"YQ=="}""", "InvalidParameterException")]
    [InlineData("""{"Name":"s","KmsKeyId":"alias/mine"}""", "EncryptionFailure")]
    [InlineData("""{"Name":"s","AddReplicaRegions":[{"Region":"eu-west-1"}]}""", "InvalidParameterException")]
    [InlineData("""{"Name":"s","Tags":[{"Key":"aws:x","Value":"y"}]}""", "InvalidParameterException")]
    [InlineData("""{"Name":"s","ClientRequestToken":"short"}""", "ValidationException")]
    public async Task What_cannot_be_obeyed_is_refused(string request, string code)
    {
        Assert.Equal(code, (await app.Secrets("CreateSecret", request)).Error);
        Assert.Equal("ResourceNotFoundException", (await app.Secrets("DescribeSecret", """{"SecretId":"s"}""")).Error);
    }

    [Theory]
    [InlineData("DeleteSecret", "")]
    [InlineData("DescribeSecret", "")]
    [InlineData("GetResourcePolicy", "")]
    [InlineData("GetSecretValue", "")]
    [InlineData("ListSecretVersionIds", "")]
    [InlineData("PutSecretValue", ",\"SecretString\":\"x\"")]
    [InlineData("RestoreSecret", "")]
    [InlineData("TagResource", ",\"Tags\":[]")]
    [InlineData("UntagResource", ",\"TagKeys\":[]")]
    [InlineData("UpdateSecret", "")]
    public async Task What_can_be_no_name_is_refused(string operation, string members) =>
        (await app.Secrets(operation, $$"""{"SecretId":"no name"{{members}}}""")).IsRefused(
            "ValidationException", "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!");

    [Fact]
    public async Task Old_versions_without_a_label_make_room()
    {
        await app.CreateSecret("s", "0");
        for (var i = 1; i <= 110; i++) await app.Secrets("PutSecretValue", $$"""{"SecretId":"s","SecretString":"{{i}}"}""");
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.Secrets("PutSecretValue", """{"SecretId":"s","SecretString":"last"}""");
        var all = await app.Secrets("ListSecretVersionIds", """{"SecretId":"s","IncludeDeprecated":true}""");
        var rest = await app.Secrets("ListSecretVersionIds", $$"""{"SecretId":"s","IncludeDeprecated":true,"NextToken":"{{all["NextToken"].GetString()}}"}""");
        // A hundred without a label, the one that has just lost its label, the previous and the current one.
        Assert.Equal(103, all["Versions"].GetArrayLength() + rest["Versions"].GetArrayLength());
    }

    private Task<AwsAnswer> Get(string id) => app.Secrets("GetSecretValue", $$"""{"SecretId":"{{id}}"}""");

    private Task<AwsAnswer> Put(string value, string token) =>
        app.Secrets("PutSecretValue", $$"""{"SecretId":"s","SecretString":"{{value}}","ClientRequestToken":"{{token}}"}""");

    private Task<AwsAnswer> Move(string stage, string? from, string? to) => app.Secrets(
        "UpdateSecretVersionStage",
        $$"""{"SecretId":"s","VersionStage":"{{stage}}"{{(from is null ? "" : $",\"RemoveFromVersionId\":\"{from}\"")}}{{(to is null ? "" : $",\"MoveToVersionId\":\"{to}\"")}}}""");
}
