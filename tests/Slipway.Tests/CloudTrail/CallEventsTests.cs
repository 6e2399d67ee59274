using System.Globalization;
using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.CloudTrail;

/// <summary>Which AWS calls are written down, and as what.</summary>
public sealed class CallEventsTests : IAsyncLifetime
{
    private readonly SlipwayApp app = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_change_is_on_the_disk_when_it_is_acknowledged()
    {
        var answer = (await app.Ecr("CreateRepository", """{"repositoryName":"team/web","tags":[{"Key":"stage","Value":"test"}]}""")).Expect(HttpStatusCode.OK);
        var written = Assert.Single(app.Events(), found => found.Text("eventName") == "CreateRepository");
        Assert.Equal("1.11", written.Text("eventVersion"));
        Assert.Equal("2026-03-01T12:00:00Z", written.Text("eventTime"));
        Assert.Equal("ecr.amazonaws.com", written.Text("eventSource"));
        Assert.Equal("us-east-1", written.Text("awsRegion"));
        Assert.Equal("127.0.0.1", written.Text("sourceIPAddress"));
        Assert.Equal("false", written.Text("readOnly"));
        Assert.Equal("AwsApiCall", written.Text("eventType"));
        Assert.Equal("Management", written.Text("eventCategory"));
        Assert.Equal("true", written.Text("managementEvent"));
        Assert.Equal(SlipwayApp.Account, written.Text("recipientAccountId"));
        Assert.Equal(answer.Http.Headers.GetValues("x-amzn-RequestId").Single(), written.Text("requestID"));
        Assert.True(Guid.TryParse(written.Text("eventID"), out _));
        Assert.Null(written.Text("errorCode"));
        Assert.Null(written.Text("tlsDetails"));
    }

    [Fact]
    public async Task It_says_who_asked_for_what_and_what_came_of_it()
    {
        await app.Ecr("CreateRepository", """{"repositoryName":"team/web","tags":[{"Key":"stage","Value":"test"}]}""");
        var written = await app.Event("CreateRepository");
        Assert.Equal("IAMUser", written.Text("userIdentity.type"));
        Assert.StartsWith("AIDA", written.Text("userIdentity.principalId"), StringComparison.Ordinal);
        Assert.Equal("arn:aws:iam::000000000000:user/admin", written.Text("userIdentity.arn"));
        Assert.Equal(SlipwayApp.Account, written.Text("userIdentity.accountId"));
        Assert.Equal(AwsKey.Admin.AccessKeyId, written.Text("userIdentity.accessKeyId"));
        Assert.Equal("admin", written.Text("userIdentity.userName"));
        Assert.Equal("""{"repositoryName":"team/web","tags":[{"key":"stage","value":"test"}]}""", written.Text("requestParameters"));
        Assert.Equal("team/web", written.Text("responseElements.repository.repositoryName"));
        Assert.Equal("2026-03-01T12:00:00Z", written.Text("responseElements.repository.createdAt"));
        Assert.Equal("arn:aws:ecr:us-east-1:000000000000:repository/team/web", written.Text("resources.0.ARN"));
        Assert.Equal("AWS::ECR::Repository", written.Text("resources.0.type"));
        Assert.Equal(SlipwayApp.Account, written.Text("resources.0.accountId"));
    }

    [Fact]
    public async Task A_refused_change_is_written_down_with_its_reason()
    {
        (await app.Ecr("DeleteRepository", """{"repositoryName":"gone"}""")).Expect(HttpStatusCode.BadRequest);
        var written = await app.Event("DeleteRepository");
        Assert.Equal("RepositoryNotFoundException", written.Text("errorCode"));
        Assert.Equal("The repository with name 'gone' does not exist in the registry with id '000000000000'", written.Text("errorMessage"));
        Assert.Equal("""{"repositoryName":"gone"}""", written.Text("requestParameters"));
        Assert.Equal("null", written.Text("responseElements"));
    }

    [Fact]
    public async Task A_read_is_written_down_only_when_it_is_refused()
    {
        var bob = await app.GivenUser("bob", isAdministrator: false);
        (await app.Ecr("DescribeRepositories", "{}")).Expect(HttpStatusCode.OK);
        (await app.Ecr("DescribeRepositories", "{}", bob, SlipwayApp.Region)).Expect(HttpStatusCode.BadRequest);
        var written = await app.Event("DescribeRepositories");
        Assert.Equal("AccessDeniedException", written.Text("errorCode"));
        Assert.Equal("bob", written.Text("userIdentity.userName"));
        Assert.Equal("true", written.Text("readOnly"));
        Assert.Single(app.Events(), found => found.Text("eventName") == "DescribeRepositories");
    }

    [Fact]
    public async Task A_request_that_breaks_its_models_rules_is_written_down_as_far_as_it_can_be_read()
    {
        await app.Ecr("CreateRepository", """{"repositoryName":"UPPER","imageScanningConfiguration":{"scanOnPush":true}}""");
        var written = await app.Event("CreateRepository");
        Assert.Equal("InvalidParameterException", written.Text("errorCode"));
        Assert.Equal("UPPER", written.Text("requestParameters.repositoryName"));

        await app.Ecr("DeleteRepository", """{"repositoryName":["not","a","name"]}""");
        Assert.Equal("null", (await app.Event("DeleteRepository")).Text("requestParameters"));
    }

    [Fact]
    public async Task A_hand_out_of_credentials_is_written_down_without_them()
    {
        var token = await app.Token();
        var written = Assert.Single(app.Events(), found => found.Text("eventName") == "GetAuthorizationToken");
        Assert.Equal("true", written.Text("readOnly"));
        Assert.Equal("HIDDEN_DUE_TO_SECURITY_REASONS", written.Text("responseElements.authorizationData.0.authorizationToken"));
        Assert.DoesNotContain(token, written.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_IAM_is_told_in_confidence_is_not_written_down()
    {
        (await app.Iam("CreateUser", "UserName=carol")).Expect(HttpStatusCode.OK);
        var secret = (await app.Iam("CreateAccessKey", "UserName=carol")).Expect(HttpStatusCode.OK).Find("SecretAccessKey")!;
        (await app.Iam("CreateLoginProfile", "UserName=carol", "Password=Correct-horse-7")).Expect(HttpStatusCode.OK);
        (await app.Iam("CreateVirtualMFADevice", "VirtualMFADeviceName=carol")).Expect(HttpStatusCode.OK);
        Assert.Equal("HIDDEN_DUE_TO_SECURITY_REASONS", (await app.Event("CreateAccessKey")).Text("responseElements.accessKey.secretAccessKey"));
        Assert.Equal("HIDDEN_DUE_TO_SECURITY_REASONS", (await app.Event("CreateLoginProfile")).Text("requestParameters.password"));
        Assert.Equal("HIDDEN_DUE_TO_SECURITY_REASONS", (await app.Event("CreateVirtualMFADevice")).Text("responseElements.virtualMFADevice.base32StringSeed"));
        Assert.Equal("HIDDEN_DUE_TO_SECURITY_REASONS", (await app.Event("CreateVirtualMFADevice")).Text("responseElements.virtualMFADevice.qRCodePNG"));
        Assert.DoesNotContain(app.Events(), found => found.GetRawText().Contains(secret, StringComparison.Ordinal) || found.GetRawText().Contains("Correct-horse", StringComparison.Ordinal));
        Assert.Equal("arn:aws:iam::000000000000:user/carol", (await app.Event("CreateUser")).Text("resources.0.ARN"));
    }

    [Fact]
    public async Task Resources_are_named_by_the_ARNs_that_the_services_tell()
    {
        const string carol = "arn:aws:iam::000000000000:user/eng/carol";
        var bob = await app.GivenUser("bob", isAdministrator: false);
        (await app.Iam("CreateUser", "UserName=carol", "Path=/eng/")).Expect(HttpStatusCode.OK);
        (await app.Iam("TagUser", "UserName=Carol", "Tags.member.1.Key=team", "Tags.member.1.Value=red")).Expect(HttpStatusCode.OK);
        Assert.Equal(carol, (await app.Event("TagUser")).Text("resources.0.ARN"));

        (await app.Iam(bob, "GetUser", "UserName=carol")).Expect(HttpStatusCode.Forbidden);
        Assert.Equal(carol, (await app.Event("GetUser")).Text("resources.0.ARN"));

        (await app.Iam("DeleteUser", "UserName=carol")).Expect(HttpStatusCode.OK);
        Assert.Equal(carol, (await app.Event("DeleteUser")).Text("resources.0.ARN"));
    }

    [Fact]
    public async Task An_unknown_operation_is_written_down_by_the_name_it_was_called()
    {
        (await app.CloudTrail(AwsKey.Admin, "CreateTrail", "{}")).Expect(HttpStatusCode.BadRequest);
        var written = await app.Event("CreateTrail");
        Assert.Equal("cloudtrail.amazonaws.com", written.Text("eventSource"));
        Assert.Equal("UnknownOperationException", written.Text("errorCode"));
    }

    [Fact]
    public async Task A_wrong_signature_shows_nobody_but_the_key_that_was_named()
    {
        (await app.Ecr("CreateRepository", """{"repositoryName":"a"}""", AwsKey.Admin with { SecretAccessKey = "guessed" }, SlipwayApp.Region)).Expect(HttpStatusCode.BadRequest);
        var written = await app.Event("CreateRepository");
        Assert.Equal("InvalidSignatureException", written.Text("errorCode"));
        Assert.Equal($$"""{"type":"Unknown","accessKeyId":"{{AwsKey.Admin.AccessKeyId}}"}""", written.Text("userIdentity"));
        Assert.Equal("null", written.Text("requestParameters"));
        Assert.Equal(SlipwayApp.Account, written.Text("recipientAccountId"));
    }

    [Fact]
    public async Task Strangers_fill_no_more_than_a_little_of_the_trail()
    {
        for (var i = 0; i < 60; i++) await app.Sts(new AwsKey($"AKIAMADEUP{i}", "guessed", null), "GetCallerIdentity");
        await app.CreateRepository("afterwards");
        Assert.InRange(app.Events().Count(found => found.Text("errorCode") == "InvalidClientTokenId"), 1, 20);

        // What was left out is counted in the next that is not.
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await app.Sts(new AwsKey("AKIAMADEUPLAST", "guessed", null), "GetCallerIdentity");
        await app.CreateRepository("later");
        var counted = app.Events().Last(found => found.Text("errorCode") == "InvalidClientTokenId");
        Assert.InRange(int.Parse(counted.Text("additionalEventData.omittedEvents")!, CultureInfo.InvariantCulture), 40, 60);
    }

    [Fact]
    public async Task What_survives_a_restart_is_read_again_and_nothing_is_written_twice()
    {
        await app.CreateRepository("one");
        await app.Restart();
        await app.CreateRepository("two");
        Assert.Equal(["one", "two"], app.Events().Where(found => found.Text("eventName") == "CreateRepository").Select(found => found.Text("requestParameters.repositoryName")));
        if (OperatingSystem.IsWindows()) return;
        var mode = File.GetUnixFileMode(Directory.EnumerateFiles(Path.Combine(app.DataFolder, "audit")).First());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }
}
