using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Events;

/// <summary>From PutEvents to a web hook: what arrives, when it is tried again, and what is given up.</summary>
public sealed class DeliveryTests : IAsyncDisposable
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
    public async Task An_event_arrives_whole_with_its_login_and_a_signature_that_can_be_checked()
    {
        await hook.Follow(app, Mine, "");
        var id = await Put("""{"n":1}""");
        var got = await hook.Next();
        Assert.Equal(("POST", "/in", "s3cret", id), (got.Method, got.Path, got.Headers["x-key"], got.Headers["x-slipway-event-id"]));
        Assert.Equal("application/json; charset=utf-8", got.Headers["Content-Type"]);
        Assert.Equal(
            $$$"""{"version":"0","id":"{{{id}}}","detail-type":"t","source":"my.app","account":"000000000000","time":"2026-03-01T12:00:00Z","region":"us-east-1","resources":["r"],"detail":{"n":1}}""",
            got.Text);

        // As a receiver does it.
        var key = (await app.Json("slipway", "Slipway_V20261120.GetWebHookKey", """{"connectionName":"hook"}""", AwsKey.Admin, SlipwayApp.Region))["signingKey"].GetString()!;
        var parts = got.Headers["x-slipway-signature"].Split(',').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        Assert.Equal(FakeClock.Start.ToUnixTimeSeconds().ToString(), parts["t"]);
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(key));
        Assert.Equal(Convert.ToHexStringLower(hmac.ComputeHash([.. Encoding.ASCII.GetBytes(parts["t"] + "."), .. got.Body])), parts["v1"]);
        Assert.DoesNotContain(key, app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", app.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_rule_matches_and_what_a_disabled_one_would_goes_nowhere()
    {
        await hook.Follow(app, Mine, "");
        (await app.Events("DisableRule", """{"Name":"hook"}""")).Expect(HttpStatusCode.OK);
        await Put("""{"n":1}""");
        (await app.Events("EnableRule", """{"Name":"hook"}""")).Expect(HttpStatusCode.OK);
        (await app.Events("PutEvents", """{"Entries":[{"Source":"other","DetailType":"t","Detail":"{}"}]}""")).Expect(HttpStatusCode.OK);
        await Put("""{"n":3}""");
        Assert.Equal(3, (await hook.Next()).Json.GetProperty("detail").GetProperty("n").GetInt32());
        Assert.Single(hook.All);
    }

    [Fact]
    public async Task What_is_refused_for_now_is_tried_again_later_each_time()
    {
        hook.Answer = n => n < 4 ? 503 : 200;
        await hook.Follow(app, Mine, "");
        var id = await Put("{}");
        await hook.Next();
        for (var wait = 1.3; hook.All.Count < 4; wait *= 2)
        {
            await Settled();
            app.Clock.Advance(TimeSpan.FromSeconds(wait));
            await hook.Next();
        }

        Assert.All(hook.All, got => Assert.Equal(id, got.Headers["x-slipway-event-id"]));
        await Settled();
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(4, hook.All.Count);
        Assert.Empty((await Dead()).EnumerateArray());
    }

    [Theory]
    [InlineData(400, """,""", 1)]
    [InlineData(302, """,""", 1)]
    [InlineData(500, ""","RetryPolicy":{"MaximumRetryAttempts":0}""", 1)]
    [InlineData(429, ""","RetryPolicy":{"MaximumRetryAttempts":1}""", 2)]
    public async Task What_cannot_be_delivered_is_a_dead_letter_that_can_be_sent_again(int status, string policy, int attempts)
    {
        hook.Answer = n => n <= attempts ? status : 200;
        await hook.Follow(app, Mine, policy == "," ? "" : policy);
        var id = await Put("""{"n":1}""");
        await hook.Next();
        for (var more = 1; more < attempts; more++)
        {
            await Settled();
            app.Clock.Advance(TimeSpan.FromMinutes(10));
            await hook.Next();
        }

        var letter = await Eventually(async () => (await Dead()).EnumerateArray().SingleOrDefault());
        Assert.Equal(
            (id, attempts, $"Status {status}", "arn:aws:events:us-east-1:000000000000:rule/hook", "one"),
            (letter.GetProperty("eventId").GetString(), letter.GetProperty("attempts").GetInt32(), letter.GetProperty("reason").GetString(), letter.GetProperty("ruleArn").GetString(), letter.GetProperty("targetId").GetString()));

        var answer = await Slipway("RedriveDeadLetters", $$"""{"deadLetterIds":["{{letter.GetProperty("deadLetterId").GetString()}}"]}""");
        Assert.Equal(id, answer["eventIds.0"].GetString());
        Assert.Equal(id, (await hook.Next()).Headers["x-slipway-event-id"]);
        Assert.Empty((await Dead()).EnumerateArray());
    }

    [Fact]
    public async Task An_event_that_is_too_old_is_given_up()
    {
        hook.Answer = _ => 500;
        await hook.Follow(app, Mine, ""","RetryPolicy":{"MaximumEventAgeInSeconds":60}""");
        await Put("{}");
        await hook.Next();
        for (var round = 0; round < 20 && (await Dead()).GetArrayLength() == 0; round++)
        {
            await Settled();
            app.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(1, (await Dead()).GetArrayLength());
    }

    [Fact]
    public async Task What_waits_survives_a_restart()
    {
        hook.Answer = n => n == 1 ? 503 : 200;
        await hook.Follow(app, Mine, "");
        var id = await Put("""{"n":1}""");
        await hook.Next();
        await Settled();
        await app.Restart();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(id, (await hook.Next()).Headers["x-slipway-event-id"]);
    }

    [Fact]
    public async Task A_target_that_is_away_delays_no_other()
    {
        await using var away = new WebHook();
        away.Answer = _ => 500;
        await hook.Follow(app, Mine, "");
        var connection = (await app.Events("DescribeConnection", """{"Name":"hook"}"""))["ConnectionArn"].GetString();
        var other = (await app.Events("CreateApiDestination", $$"""{"Name":"away","ConnectionArn":"{{connection}}","InvocationEndpoint":"{{away.Url}}","HttpMethod":"PUT"}""")).Expect(HttpStatusCode.OK);
        (await app.Events("PutTargets", $$"""{"Rule":"hook","Targets":[{"Id":"away","Arn":"{{other["ApiDestinationArn"].GetString()}}"}]}""")).Expect(HttpStatusCode.OK);
        for (var n = 0; n < 20; n++) await Put($$"""{"n":{{n}}}""");
        for (var n = 0; n < 20; n++) await hook.Next();
        Assert.Equal(20, hook.All.Select(got => got.Headers["x-slipway-event-id"]).Distinct().Count());

        // Removed, it takes with it what waits for it.
        (await app.Events("RemoveTargets", """{"Rule":"hook","Ids":["away"]}""")).Expect(HttpStatusCode.OK);
        await Settled();
        var before = away.All.Count;
        app.Clock.Advance(TimeSpan.FromHours(2));
        await Settled();
        Assert.Equal(before, away.All.Count);
    }

    [Theory]
    [InlineData(""","Input":"{\"fixed\":true}" """, """{"fixed":true}""")]
    [InlineData(""","InputPath":"$.detail" """, """{"n":1,"s":"a\"b","l":[1,2]}""")]
    [InlineData(""","InputPath":"$.detail.l[1]" """, "2")]
    [InlineData(""","InputPath":"$.detail.none" """, "null")]
    [InlineData(""","InputTransformer":{"InputPathsMap":{"s":"$.detail.s","l":"$.detail.l","x":"$.detail.x"},"InputTemplate":"{\"t\":\"is <s>\",\"v\":<s>,\"l\":<l>,\"x\":<x>,\"r\":\"<aws.events.rule-name>\"}"} """, """{"t":"is a\"b","v":"a\"b","l":[1,2],"x":"","r":"hook"}""")]
    [InlineData(""","InputTransformer":{"InputPathsMap":{"s":"$.source"},"InputTemplate":"\"From <s>\""} """, "\"From my.app\"")]
    [InlineData(""","InputTransformer":{"InputTemplate":"<aws.events.event.ingestion-time>"} """, "\"2026-03-01T12:00:00Z\"")]
    public async Task A_target_gets_the_part_or_the_text_that_it_asks_for(string target, string body)
    {
        await hook.Follow(app, Mine, target);
        await Put("""{"n":1,"s":"a\"b","l":[1,2]}""");
        Assert.Equal(body, (await hook.Next()).Text);
    }

    [Fact]
    public async Task Headers_query_path_and_body_come_from_target_and_connection()
    {
        var connection = (await app.Events("CreateConnection", """
            {"Name":"c","AuthorizationType":"BASIC","AuthParameters":{"BasicAuthParameters":{"Username":"u","Password":"pass word"},
             "InvocationHttpParameters":{"HeaderParameters":[{"Key":"x-both","Value":"connection"}],"QueryStringParameters":[{"Key":"q","Value":"a b","IsValueSecret":true}],
             "BodyParameters":[{"Key":"token","Value":"t","IsValueSecret":true}]}}}
            """)).Expect(HttpStatusCode.OK)["ConnectionArn"].GetString();
        var destination = (await app.Events("CreateApiDestination", $$"""{"Name":"d","ConnectionArn":"{{connection}}","InvocationEndpoint":"{{hook.Url}}a/*/b/*?z=1","HttpMethod":"PATCH"}""")).Expect(HttpStatusCode.OK);
        (await app.Events("PutRule", """{"Name":"r","EventPattern":"{\"source\":[\"my.app\"]}"}""")).Expect(HttpStatusCode.OK);
        (await app.Events("PutTargets", $$$$"""
            {"Rule":"r","Targets":[{"Id":"one","Arn":"{{{{destination["ApiDestinationArn"].GetString()}}}}","InputPath":"$.detail","HttpParameters":{
             "PathParameterValues":["$.detail.n","x/y"],"HeaderParameters":{"x-both":"target","x-own":"$.source"},"QueryStringParameters":{"r":"$.detail.none"}}}]}
            """)).Expect(HttpStatusCode.OK);
        await Put("""{"n":1}""");
        var got = await hook.Next();
        Assert.Equal(("PATCH", "/a/1/b/x%2Fy?z=1&r=&q=a%20b", """{"n":1,"token":"t"}"""), (got.Method, got.Path, got.Text));
        Assert.Equal(("connection", "my.app", "Basic dTpwYXNzIHdvcmQ="), (got.Headers["x-both"], got.Headers["x-own"], got.Headers["Authorization"]));
        var told = (await app.Events("DescribeConnection", """{"Name":"c"}""")).Body;
        Assert.Contains("\"Username\":\"u\"", told, StringComparison.Ordinal);
        Assert.Contains("\"Value\":\"connection\"", told, StringComparison.Ordinal);
        Assert.DoesNotContain("pass word", told, StringComparison.Ordinal);
        Assert.DoesNotContain("a b", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_nobody_allowed_is_never_asked()
    {
        await using var strict = new SlipwayApp();
        (await strict.Events("CreateConnection", """{"Name":"c","AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"}}}""")).Expect(HttpStatusCode.OK);
        var connection = (await strict.Events("DescribeConnection", """{"Name":"c"}"""))["ConnectionArn"].GetString();
        var refused = await strict.Events("CreateApiDestination", $$"""{"Name":"d","ConnectionArn":"{{connection}}","InvocationEndpoint":"{{hook.Url}}","HttpMethod":"POST"}""");
        Assert.Equal("ValidationException", refused.Error);
        var destination = (await strict.Events("CreateApiDestination", $$"""{"Name":"d","ConnectionArn":"{{connection}}","InvocationEndpoint":"{{hook.Url.Replace("http", "https", StringComparison.Ordinal)}}","HttpMethod":"POST"}""")).Expect(HttpStatusCode.OK);
        (await strict.Events("PutRule", """{"Name":"r","EventPattern":"{\"source\":[\"my.app\"]}"}""")).Expect(HttpStatusCode.OK);
        (await strict.Events("PutTargets", $$"""{"Rule":"r","Targets":[{"Id":"one","Arn":"{{destination["ApiDestinationArn"].GetString()}}"}]}""")).Expect(HttpStatusCode.OK);
        (await strict.Events("PutEvents", """{"Entries":[{"Source":"my.app","DetailType":"t","Detail":"{}"}]}""")).Expect(HttpStatusCode.OK);
        var letter = await Eventually(async () => (await strict.Json("slipway", "Slipway_V20261120.ListDeadLetters", "{}", AwsKey.Admin, SlipwayApp.Region))["deadLetters"].EnumerateArray().SingleOrDefault());
        Assert.Contains("has no address that may be asked", letter.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    private async Task<string> Put(string detail)
    {
        var answer = (await app.Events("PutEvents", $$"""{"Entries":[{"Source":"my.app","DetailType":"t","Resources":["r"],"Detail":{{JsonSerializer.Serialize(detail)}}}]}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(0, answer["FailedEntryCount"].GetInt32());
        return answer["Entries.0.EventId"].GetString()!;
    }

    private async Task<AwsAnswer> Slipway(string operation, string json) =>
        (await app.Json("slipway", $"Slipway_V20261120.{operation}", json, AwsKey.Admin, SlipwayApp.Region)).Expect(HttpStatusCode.OK);

    private async Task<JsonElement> Dead() => (await Slipway("ListDeadLetters", "{}"))["deadLetters"];

    // An answer has been sent; what follows from it is written a moment later.
    private static Task Settled() => Task.Delay(150, TestContext.Current.CancellationToken);

    private static async Task<JsonElement> Eventually(Func<Task<JsonElement>> look)
    {
        for (var round = 0; round < 100; round++)
        {
            var found = await look();
            if (found.ValueKind is not JsonValueKind.Undefined) return found;
            await Settled();
        }

        throw new TimeoutException("It never came.");
    }
}
