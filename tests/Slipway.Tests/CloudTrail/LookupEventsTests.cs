using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.CloudTrail;

public sealed class LookupEventsTests : IAsyncLifetime
{
    private readonly SlipwayApp app = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_newest_event_comes_first_with_all_that_is_known_of_it()
    {
        await app.CreateRepository("first");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.CreateRepository("team/second");
        var answer = await Lookup("{}");
        var events = answer["Events"].EnumerateArray().ToList();
        Assert.Equal("CreateRepository", events[0].Text("EventName"));
        Assert.Equal("ecr.amazonaws.com", events[0].Text("EventSource"));
        Assert.Equal("admin", events[0].Text("Username"));
        Assert.Equal("false", events[0].Text("ReadOnly"));
        Assert.Equal(AwsKey.Admin.AccessKeyId, events[0].Text("AccessKeyId"));
        Assert.Equal(FakeClock.Start.AddMinutes(1).ToUnixTimeSeconds(), events[0].GetProperty("EventTime").GetDouble());
        Assert.Equal(
            [("AWS::ECR::Repository", "arn:aws:ecr:us-east-1:000000000000:repository/team/second"), ("AWS::ECR::Repository", "team/second")],
            events[0].GetProperty("Resources").EnumerateArray().Select(resource => (resource.Text("ResourceType"), resource.Text("ResourceName"))));
        using var whole = JsonDocument.Parse(events[0].Text("CloudTrailEvent")!);
        Assert.Equal(events[0].Text("EventId"), whole.RootElement.Text("eventID"));
        Assert.Equal("first", JsonDocument.Parse(events[1].Text("CloudTrailEvent")!).RootElement.Text("requestParameters.repositoryName"));
        Assert.False(answer.Json.TryGetProperty("NextToken", out _));
    }

    [Theory]
    [InlineData("EventName", "CreateRepository", 2)]
    [InlineData("EventName", "createrepository", 0)]
    [InlineData("EventSource", "ecr.amazonaws.com", 3)]
    [InlineData("EventSource", "iam.amazonaws.com", 0)]
    [InlineData("ReadOnly", "false", 3)]
    [InlineData("ReadOnly", "true", 0)]
    [InlineData("Username", "admin", 3)]
    [InlineData("Username", "bob", 0)]
    [InlineData("ResourceType", "AWS::ECR::Repository", 3)]
    [InlineData("ResourceType", "AWS::IAM::User", 0)]
    [InlineData("ResourceName", "team/web", 2)]
    [InlineData("ResourceName", "arn:aws:ecr:us-east-1:000000000000:repository/team/web", 2)]
    [InlineData("ResourceName", "web", 0)]
    [InlineData("AccessKeyId", "AKIATESTADMIN0000001", 3)]
    [InlineData("AccessKeyId", "AKIATESTADMIN0000002", 0)]
    public async Task Events_are_found_by_an_attribute(string key, string value, int found)
    {
        await app.CreateRepository("team/web");
        await app.CreateRepository("other");
        (await app.Ecr("DeleteRepository", """{"repositoryName":"team/web"}""")).Expect(HttpStatusCode.OK);
        var answer = await Lookup($$"""{"LookupAttributes":[{"AttributeKey":"{{key}}","AttributeValue":"{{value}}"}]}""");
        Assert.Equal(found, answer["Events"].GetArrayLength());
    }

    [Fact]
    public async Task An_event_is_found_by_its_id()
    {
        await app.CreateRepository("one");
        await app.CreateRepository("two");
        var id = (await Lookup("{}"))["Events.1.EventId"].GetString();
        var answer = await Lookup($$"""{"LookupAttributes":[{"AttributeKey":"EventId","AttributeValue":"{{id}}"}]}""");
        Assert.Equal(id, Assert.Single(answer["Events"].EnumerateArray()).Text("EventId"));
    }

    [Fact]
    public async Task Events_are_found_by_their_time_with_both_ends()
    {
        foreach (var name in (string[])["r-a", "r-b", "r-c", "r-d"])
        {
            await app.CreateRepository(name);
            app.Clock.Advance(TimeSpan.FromHours(1));
        }

        var (start, end) = (FakeClock.Start.AddHours(1).ToUnixTimeSeconds(), FakeClock.Start.AddHours(2).ToUnixTimeSeconds());
        var answer = await Lookup($$"""{"StartTime":{{start}},"EndTime":{{end}}}""");
        Assert.Equal(["r-c", "r-b"], answer["Events"].EnumerateArray().Select(found => found.GetProperty("Resources")[1].Text("ResourceName")));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gaps_while_events_are_added()
    {
        for (var i = 0; i < 7; i++) await app.CreateRepository($"r{i}");
        List<string?> names = [];
        string? token = null;
        do
        {
            var page = await Lookup(token is null ? """{"MaxResults":3}""" : $$"""{"MaxResults":3,"NextToken":"{{token}}"}""");
            names.AddRange(page["Events"].EnumerateArray().Select(found => found.GetProperty("Resources")[1].Text("ResourceName")));
            token = page.Json.TryGetProperty("NextToken", out var next) ? next.GetString() : null;
            await app.CreateRepository($"later{names.Count}");
        }
        while (token is not null);
        Assert.Equal(["r6", "r5", "r4", "r3", "r2", "r1", "r0"], names);
    }

    [Fact]
    public async Task A_token_goes_on_only_with_the_lookup_that_it_came_from()
    {
        for (var i = 0; i < 3; i++) await app.CreateRepository($"r{i}");
        var token = (await Lookup("""{"MaxResults":1}"""))["NextToken"].GetString();
        const string Words = "Invalid Token. The token must come from the previous call with the same parameters.";
        (await Refused($$"""{"NextToken":"{{token}}","EndTime":1}""")).IsRefused("InvalidNextTokenException", Words);
        (await Refused("""{"NextToken":"nonsense"}""")).IsRefused("InvalidNextTokenException", Words);
    }

    [Fact]
    public async Task What_cannot_be_looked_up_is_refused()
    {
        (await Refused("""{"MaxResults":51}""")).IsRefused("InvalidMaxResultsException", "Max results must be between 1 and 50.");
        (await Refused("""{"StartTime":2,"EndTime":1}""")).IsRefused("InvalidTimeRangeException", "The start time must be earlier than the end time.");
        (await Refused("""{"LookupAttributes":[{"AttributeKey":"EventId","AttributeValue":"a"},{"AttributeKey":"EventId","AttributeValue":"b"}]}"""))
            .IsRefused("InvalidLookupAttributesException", "You can specify only one lookup attribute.");
        Assert.Equal("ValidationException", (await Refused("""{"LookupAttributes":[{"AttributeKey":"Nonsense","AttributeValue":"a"}]}""")).Error);
    }

    [Fact]
    public async Task Nobody_finds_unusual_activities() => Assert.Equal(0, (await Lookup("""{"EventCategory":"insight"}"""))["Events"].GetArrayLength());

    [Fact]
    public async Task Who_may_not_look_finds_nothing()
    {
        var bob = await app.GivenUser("bob", isAdministrator: false);
        var answer = await app.CloudTrail(bob, "LookupEvents", "{}");
        Assert.Equal("AccessDeniedException", answer.Error);
        Assert.Contains("cloudtrail:LookupEvents", answer.Message, StringComparison.Ordinal);
    }

    private async Task<AwsAnswer> Lookup(string json) => (await Refused(json)).Expect(HttpStatusCode.OK);

    private Task<AwsAnswer> Refused(string json) => app.CloudTrail(AwsKey.Admin, "LookupEvents", json);
}
