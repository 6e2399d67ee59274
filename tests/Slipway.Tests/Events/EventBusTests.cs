using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Events;

/// <summary>CreateEventBus, DescribeEventBus, ListEventBuses, DeleteEventBus, PutEvents, TestEventPattern, and events that go from bus to bus.</summary>
public sealed class EventBusTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new(new() { ["SLIPWAY_ALLOWED_HOSTS"] = "127.0.0.1" });

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Buses_are_made_told_and_deleted()
    {
        Assert.Equal("""{"Name":"default","Arn":"arn:aws:events:us-east-1:000000000000:event-bus/default"}""", (await app.Events("DescribeEventBus", "{}")).Body);
        Assert.Equal("""{"EventBusArn":"arn:aws:events:us-east-1:000000000000:event-bus/b"}""", (await app.Events("CreateEventBus", """{"Name":"b"}""")).Body);
        (await app.Events("CreateEventBus", """{"Name":"b"}""")).IsRefused("ResourceAlreadyExistsException", "Event bus b already exists.");
        (await app.Events("CreateEventBus", """{"Name":"a","Description":"x"}""")).Expect(HttpStatusCode.OK);
        List<string> names = [];
        for (var token = ""; ;)
        {
            var page = (await app.Events("ListEventBuses", $$"""{"Limit":1{{token}}}""")).Expect(HttpStatusCode.OK);
            names.AddRange(page["EventBuses"].EnumerateArray().Select(bus => bus.GetProperty("Name").GetString()!));
            if (!page.Json.TryGetProperty("NextToken", out var next)) break;
            token = $",\"NextToken\":\"{next.GetString()}\"";
        }

        Assert.Equal(["default", "a", "b"], names);
        (await app.Events("PutRule", """{"Name":"r","EventBusName":"b","EventPattern":"{\"a\":[1]}"}""")).Expect(HttpStatusCode.OK);
        (await app.Events("DeleteEventBus", """{"Name":"b"}""")).IsRefused("ValidationException", "Cannot delete event bus b since it has rules.");
        (await app.Events("DeleteRule", """{"Name":"r","EventBusName":"b"}""")).Expect(HttpStatusCode.OK);
        (await app.Events("DeleteEventBus", """{"Name":"b"}""")).Expect(HttpStatusCode.OK);
        (await app.Events("DeleteEventBus", """{"Name":"b"}""")).Expect(HttpStatusCode.OK);
        (await app.Events("DescribeEventBus", """{"Name":"b"}""")).IsRefused("ResourceNotFoundException", "Event bus b does not exist.");
        (await app.Events("DeleteEventBus", """{"Name":"default"}""")).IsRefused("ValidationException", "Cannot delete event bus default.");
    }

    [Fact]
    public async Task Each_entry_of_PutEvents_is_taken_or_refused_by_itself()
    {
        var answer = (await app.Events("PutEvents", """
            {"Entries":[{"Source":"s","DetailType":"t","Detail":"{}"},{"DetailType":"t","Detail":"{}"},{"Source":"s","Detail":"{}"},{"Source":"s","DetailType":"t"},
             {"Source":"s","DetailType":"t","Detail":"[]"},{"Source":"aws.ecr","DetailType":"t","Detail":"{}"},{"Source":"s","DetailType":"t","Detail":"{}","EventBusName":"none"}]}
            """)).Expect(HttpStatusCode.OK);
        Assert.Equal(6, answer["FailedEntryCount"].GetInt32());
        Assert.Matches("^[0-9a-f-]{36}$", answer["Entries.0.EventId"].GetString());
        Assert.Equal(
            ["", "InvalidArgument", "InvalidArgument", "InvalidArgument", "MalformedDetail", "NotAuthorizedForSourceException", "ResourceNotFoundException"],
            answer["Entries"].EnumerateArray().Select(entry => entry.TryGetProperty("ErrorCode", out var code) ? code.GetString() : ""));
        Assert.Equal("Parameter Source is not valid. Reason: Source is a required argument.", answer["Entries.1.ErrorMessage"].GetString());
    }

    [Fact]
    public async Task A_pattern_is_tested_against_an_event()
    {
        const string Event = """{"id":"1","account":"1","source":"a","time":"t","region":"r","resources":[],"detail-type":"d","detail":{"n":1}}""";
        Assert.Equal("""{"Result":true}""", (await Test("""{"detail":{"n":[1]}}""", Event)).Body);
        Assert.Equal("""{"Result":false}""", (await Test("""{"detail":{"n":[2]}}""", Event)).Body);
        (await Test("{", Event)).IsRefused("InvalidEventPatternException", "Event pattern is not valid. Reason: Invalid JSON");
        (await Test("""{"a":[1]}""", "{}")).IsRefused("ValidationException", "Parameter Event is not valid.");
    }

    [Fact]
    public async Task An_event_goes_from_a_bus_to_another_and_no_further()
    {
        await using var hook = new WebHook();
        await hook.Follow(app, """{"source":["my.app"]}""", "");
        var destination = (await app.Events("DescribeApiDestination", """{"Name":"hook"}"""))["ApiDestinationArn"].GetString();
        (await app.Events("CreateEventBus", """{"Name":"other"}""")).Expect(HttpStatusCode.OK);
        (await app.Events("PutTargets", """{"Rule":"hook","Targets":[{"Id":"bus","Arn":"arn:aws:events:us-east-1:000000000000:event-bus/other"}]}""")).Expect(HttpStatusCode.OK);
        (await app.Events("PutRule", """{"Name":"back","EventBusName":"other","EventPattern":"{\"source\":[\"my.app\"]}"}""")).Expect(HttpStatusCode.OK);
        (await app.Events("PutTargets", $$"""{"Rule":"back","EventBusName":"other","Targets":[{"Id":"loop","Arn":"arn:aws:events:us-east-1:000000000000:event-bus/default"},{"Id":"hook","Arn":"{{destination}}"}]}""")).Expect(HttpStatusCode.OK);
        (await app.Events("PutEvents", """{"Entries":[{"Source":"my.app","DetailType":"t","Detail":"{}"}]}""")).Expect(HttpStatusCode.OK);
        await hook.Next();
        await hook.Next();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal(2, hook.All.Count);
        Assert.Single(hook.All.Select(got => got.Headers["x-slipway-event-id"]).Distinct());
    }

    private Task<AwsAnswer> Test(string pattern, string whole) =>
        app.Events("TestEventPattern", $$"""{"EventPattern":{{JsonSerializer.Serialize(pattern)}},"Event":{{JsonSerializer.Serialize(whole)}}}""");
}
