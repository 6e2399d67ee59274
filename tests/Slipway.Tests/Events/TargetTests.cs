using System.Net;
using Slipway.Tests.Iam.Roles;
using Slipway.Tests.Support;

namespace Slipway.Tests.Events;

/// <summary>
/// PutTargets, RemoveTargets, ListTargetsByRule, ListRuleNamesByTarget; CreateConnection, UpdateConnection, DeleteConnection,
/// ListConnections; UpdateApiDestination, DeleteApiDestination, ListApiDestinations.
/// </summary>
public sealed class TargetTests : IAsyncDisposable
{
    private const string Mine = """{"source":["my.app"]}""";

    private readonly SlipwayApp app = new(new() { ["SLIPWAY_ALLOWED_HOSTS"] = "127.0.0.1" });
    private readonly WebHook hook = new();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await hook.DisposeAsync();
    }

    [Fact]
    public async Task Targets_are_told_as_they_were_put()
    {
        await hook.Follow(app, Mine, ""","InputTransformer":{"InputPathsMap":{"s":"$.source"},"InputTemplate":"\"<s>\""},"RetryPolicy":{"MaximumRetryAttempts":3},"HttpParameters":{"HeaderParameters":{"x":"y"}}""");
        var arn = await Arn("DescribeApiDestination", "ApiDestinationArn");
        Assert.Equal(
            $$$$"""{"Targets":[{"Id":"one","Arn":"{{{{arn}}}}","InputTransformer":{"InputPathsMap":{"s":"$.source"},"InputTemplate":"\"<s>\""},"HttpParameters":{"HeaderParameters":{"x":"y"}},"RetryPolicy":{"MaximumRetryAttempts":3}}]}""",
            (await app.Events("ListTargetsByRule", """{"Rule":"hook"}""")).Body.Replace("\\u0022", "\\\"", StringComparison.Ordinal).Replace("\\u003C", "<", StringComparison.Ordinal).Replace("\\u003E", ">", StringComparison.Ordinal));
        Assert.Equal("""{"RuleNames":["hook"]}""", (await app.Events("ListRuleNamesByTarget", $$"""{"TargetArn":"{{arn}}"}""")).Body);
        var removed = await app.Events("RemoveTargets", """{"Rule":"hook","Ids":["one","two"]}""");
        Assert.Equal(("two", "ResourceNotFoundException"), (removed["FailedEntries.0.TargetId"].GetString(), removed["FailedEntries.0.ErrorCode"].GetString()));
    }

    [Theory]
    [InlineData("arn:aws:logs:us-east-1:000000000000:log-group:x", "", "ValidationException", "Target t: this server cannot send events to arn:aws:logs:us-east-1:000000000000:log-group:x; it sends them to API destinations and event buses.")]
    [InlineData("arn:aws:ecs:us-east-1:000000000000:cluster/x", ""","EcsParameters":{"TaskDefinitionArn":"x"}""", "ValidationException", "Target t: this server has no targets that EcsParameters is for.")]
    [InlineData("arn:aws:events:us-east-1:000000000000:event-bus/none", "", "ResourceNotFoundException", "Target t: event bus none does not exist.")]
    [InlineData("arn:aws:events:us-east-1:000000000000:event-bus/default", "", "ValidationException", "Target t: a rule cannot send events to its own event bus.")]
    [InlineData("arn:aws:events:us-east-1:000000000000:api-destination/none/x", "", "ResourceNotFoundException", "Target t: arn:aws:events:us-east-1:000000000000:api-destination/none/x does not exist.")]
    [InlineData("arn:aws:events:us-east-1:000000000000:event-bus/none", ""","DeadLetterConfig":{"Arn":"arn:aws:sqs:us-east-1:000000000000:q"}""", "ValidationException", "Target t: this server has no targets that DeadLetterConfig is for.")]
    public async Task What_cannot_be_a_target_is_told_and_not_stored(string arn, string more, string code, string message)
    {
        (await app.Events("PutRule", """{"Name":"r","EventPattern":"{\"a\":[1]}"}""")).Expect(HttpStatusCode.OK);
        var put = (await app.Events("PutTargets", $$"""{"Rule":"r","Targets":[{"Id":"t","Arn":"{{arn}}"{{more}}}]}""")).Expect(HttpStatusCode.OK);
        Assert.Equal((1, code, message), (put["FailedEntryCount"].GetInt32(), put["FailedEntries.0.ErrorCode"].GetString(), put["FailedEntries.0.ErrorMessage"].GetString()));
        Assert.Equal("""{"Targets":[]}""", (await app.Events("ListTargetsByRule", """{"Rule":"r"}""")).Body);
    }

    [Theory]
    [InlineData("\"Arn\":\"x\"", "Parameter x is not valid. Reason: Provided Arn is not in correct format.")]
    [InlineData("\"Arn\":\"a:b:c:d:e:f\",\"Input\":\"{\"", null)]
    [InlineData("\"Arn\":\"arn:aws:x:y:z:f\",\"Input\":\"{\"", "JSON syntax error in input for target t.")]
    [InlineData("\"Arn\":\"arn:aws:x:y:z:f\",\"Input\":\"{}\",\"InputPath\":\"$\"", "Only one of Input, InputPath, or InputTransformer must be provided for target t.")]
    [InlineData("\"Arn\":\"arn:aws:x:y:z:f\",\"InputPath\":\"detail\"", "Invalid InputPath for target t : detail")]
    [InlineData("\"Arn\":\"arn:aws:x:y:z:f\",\"InputTransformer\":{\"InputTemplate\":\"\\\"<a>\\\"\"}", "InputTemplate for target t contains invalid placeholder a.")]
    [InlineData("\"Arn\":\"arn:aws:x:y:z:f\",\"InputTransformer\":{\"InputTemplate\":\"plain\"}", "InputTemplate for target t is neither JSON nor lines of quoted text.")]
    public async Task What_is_wrong_with_a_target_refuses_the_call(string members, string? message)
    {
        (await app.Events("PutRule", """{"Name":"r","EventPattern":"{\"a\":[1]}"}""")).Expect(HttpStatusCode.OK);
        (await app.Events("PutTargets", $$"""{"Rule":"r","Targets":[{"Id":"t",{{members}}}]}""")).IsRefused("ValidationException", message ?? "Parameter a:b:c:d:e:f is not valid. Reason: Provided Arn is not in correct format.");
    }

    [Fact]
    public async Task A_role_must_be_one_that_EventBridge_may_assume_and_that_may_call_the_target()
    {
        const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
        (await app.Iam("CreateRole", "RoleName=caller", AwsCalls.Form("AssumeRolePolicyDocument", Trust))).Expect(HttpStatusCode.OK);
        await hook.Follow(app, Mine, ""","RoleArn":"arn:aws:iam::000000000000:role/caller" """);
        var letter = await Refused(1);
        Assert.Equal("The role arn:aws:iam::000000000000:role/caller is not one that events.amazonaws.com may assume and that may events:InvokeApiDestination on the target", letter);

        const string May = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"events:InvokeApiDestination","Resource":"*"}]}""";
        (await app.Iam("PutRolePolicy", "RoleName=caller", "PolicyName=p", AwsCalls.Form("PolicyDocument", May))).Expect(HttpStatusCode.OK);
        await Put();
        await hook.Next();

        (await app.Iam("UpdateAssumeRolePolicy", "RoleName=caller", AwsCalls.Form("PolicyDocument", RoleCalls.Tasks))).Expect(HttpStatusCode.OK);
        await Refused(2);
        Assert.Single(hook.All);
    }

    [Fact]
    public async Task A_rule_has_five_targets()
    {
        (await app.Events("PutRule", """{"Name":"r","EventPattern":"{\"a\":[1]}"}""")).Expect(HttpStatusCode.OK);
        for (var n = 0; n < 6; n++) (await app.Events("CreateEventBus", $$"""{"Name":"b{{n}}"}""")).Expect(HttpStatusCode.OK);
        var targets = string.Join(',', Enumerable.Range(0, 6).Select(n => $$"""{"Id":"t{{n}}","Arn":"arn:aws:events:us-east-1:000000000000:event-bus/b{{n}}"}"""));
        (await app.Events("PutTargets", $$"""{"Rule":"r","Targets":[{{targets}}]}""")).IsRefused("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
    }

    [Fact]
    public async Task Connections_and_destinations_change_and_go()
    {
        await hook.Follow(app, Mine, "");
        (await app.Events("UpdateConnection", """{"Name":"hook","AuthorizationType":"BASIC"}""")).IsRefused("ValidationException", "Parameter AuthParameters is not valid. Reason: BASIC needs BasicAuthParameters with Username and Password.");
        (await app.Events("UpdateConnection", """{"Name":"hook","Description":"d","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyValue":"other"}}}""")).Expect(HttpStatusCode.OK);
        (await app.Events("UpdateApiDestination", $$"""{"Name":"hook","InvocationEndpoint":"{{hook.Url}}moved","InvocationRateLimitPerSecond":1000}""")).Expect(HttpStatusCode.OK);
        await Put();
        var got = await hook.Next();
        Assert.Equal(("/moved", "other"), (got.Path, got.Headers["x-key"]));

        var connection = await Arn("DescribeConnection", "ConnectionArn");
        Assert.Equal("hook", (await app.Events("ListConnections", "{}"))["Connections.0.Name"].GetString());
        Assert.Equal("""{"Connections":[]}""", (await app.Events("ListConnections", """{"ConnectionState":"CREATING"}""")).Body);
        Assert.Equal("ACTIVE", (await app.Events("ListApiDestinations", $$"""{"ConnectionArn":"{{connection}}"}"""))["ApiDestinations.0.ApiDestinationState"].GetString());
        (await app.Events("DeleteConnection", """{"Name":"hook"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("INACTIVE", (await app.Events("DescribeApiDestination", """{"Name":"hook"}"""))["ApiDestinationState"].GetString());
        Assert.Equal("The connection of the API destination does not exist", await Refused(1));
        (await app.Events("DeleteApiDestination", """{"Name":"hook"}""")).Expect(HttpStatusCode.OK);
        (await app.Events("DeleteApiDestination", """{"Name":"hook"}""")).IsRefused("ResourceNotFoundException", "Failed to describe the api-destination(s). An api-destination 'hook' does not exist.");
        (await app.Events("DescribeConnection", """{"Name":"hook"}""")).IsRefused("ResourceNotFoundException", "Failed to describe the connection(s). Connection 'hook' does not exist.");
    }

    [Theory]
    [InlineData("""{"Name":"c","AuthorizationType":"BASIC","AuthParameters":{}}""", "Parameter AuthParameters is not valid. Reason: BASIC needs BasicAuthParameters with Username and Password.")]
    [InlineData("""{"Name":"c","AuthorizationType":"OAUTH_CLIENT_CREDENTIALS","AuthParameters":{}}""", "Parameter AuthorizationType is not valid. Reason: This server logs in with BASIC or API_KEY.")]
    [InlineData("""{"Name":"c","AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"Host","ApiKeyValue":"x"}}}""", "Parameter HeaderParameters is not valid. Reason: The header Host cannot be set.")]
    [InlineData("""{"Name":"c","AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"a:b"}}}""", @"1 validation error detected: Value at 'authParameters.apiKeyAuthParameters.apiKeyValue' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[ \t]*[^\x00-\x1F:\x7F]+([ \t]+[^\x00-\x1F:\x7F]+)*[ \t]*$")]
    public async Task A_connection_that_is_none_is_refused_without_its_secrets(string request, string message) =>
        (await app.Events("CreateConnection", request)).IsRefused("ValidationException", message);

    private async Task<string> Refused(int letters)
    {
        await Put();
        for (var round = 0; round < 100; round++)
        {
            var dead = (await app.Json("slipway", "Slipway_V20261120.ListDeadLetters", "{}", AwsKey.Admin, SlipwayApp.Region))["deadLetters"];
            if (dead.GetArrayLength() == letters) return dead[0].GetProperty("reason").GetString()!;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("It was never given up.");
    }

    private async Task Put() => (await app.Events("PutEvents", """{"Entries":[{"Source":"my.app","DetailType":"t","Detail":"{}"}]}""")).Expect(HttpStatusCode.OK);

    private async Task<string> Arn(string operation, string member) => (await app.Events(operation, """{"Name":"hook"}"""))[member].GetString()!;
}
