using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Events;

/// <summary>PutRule, DescribeRule, ListRules, EnableRule, DisableRule, DeleteRule; TagResource, UntagResource, ListTagsForResource.</summary>
public sealed class RuleTests : IAsyncDisposable
{
    private const string Pattern = "\"EventPattern\":\"{\\\"source\\\":[\\\"aws.ecr\\\"]}\"";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_rule_says_of_itself_what_it_was_told()
    {
        var put = (await app.Events("PutRule", $$"""{"Name":"pushes",{{Pattern}},"Description":"d","Tags":[{"Key":"a","Value":"b"}]}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("arn:aws:events:us-east-1:000000000000:rule/pushes", put["RuleArn"].GetString());
        Assert.Equal(
            """{"Name":"pushes","Arn":"arn:aws:events:us-east-1:000000000000:rule/pushes","EventPattern":"{\u0022source\u0022:[\u0022aws.ecr\u0022]}","State":"ENABLED","Description":"d","EventBusName":"default","CreatedBy":"000000000000"}""".Replace("\\u0022", "\\\"", StringComparison.Ordinal),
            (await app.Events("DescribeRule", """{"Name":"pushes"}""")).Body.Replace("\\u0022", "\\\"", StringComparison.Ordinal));
        (await app.Events("DisableRule", """{"Name":"pushes"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("DISABLED", (await app.Events("ListRules", """{"NamePrefix":"p"}"""))["Rules.0.State"].GetString());
        (await app.Events("PutRule", $$"""{"Name":"pushes",{{Pattern}},"Tags":[{"Key":"other","Value":"b"}]}""")).Expect(HttpStatusCode.OK);
        var again = await app.Events("DescribeRule", """{"Name":"pushes","EventBusName":"arn:aws:events:us-east-1:000000000000:event-bus/default"}""");
        Assert.Equal("ENABLED", again["State"].GetString());
        Assert.False(again.Json.TryGetProperty("Description", out _));
        Assert.Equal("a", (await app.Events("ListTagsForResource", """{"ResourceARN":"arn:aws:events:us-east-1:000000000000:rule/pushes"}"""))["Tags.0.Key"].GetString());
    }

    [Fact]
    public async Task Tags_come_and_go()
    {
        (await app.Events("PutRule", $$"""{"Name":"r",{{Pattern}}}""")).Expect(HttpStatusCode.OK);
        const string Arn = "\"ResourceARN\":\"arn:aws:events:us-east-1:000000000000:rule/r\"";
        (await app.Events("TagResource", $$"""{{{Arn}},"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":""}]}""")).Expect(HttpStatusCode.OK);
        (await app.Events("UntagResource", $$"""{{{Arn}},"TagKeys":["a","none"]}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("""{"Tags":[{"Key":"b","Value":""}]}""", (await app.Events("ListTagsForResource", $$"""{{{Arn}}}""")).Body);
        (await app.Events("TagResource", $$"""{{{Arn}},"Tags":[{"Key":"aws:a","Value":"1"}]}""")).IsRefused("ValidationException", "Parameter Tags is not valid. Reason: The tag key aws:a begins with aws:, which is reserved.");
        (await app.Events("ListTagsForResource", """{"ResourceARN":"arn:aws:events:us-east-1:000000000000:rule/none"}""")).IsRefused("ResourceNotFoundException", "arn:aws:events:us-east-1:000000000000:rule/none does not exist.");
    }

    [Theory]
    [InlineData("PutRule", """{"Name":"r"}""", "ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified.")]
    [InlineData("PutRule", """{"Name":"r","ScheduleExpression":"rate(1 minute)"}""", "ValidationException", "Parameter ScheduleExpression is not valid. Reason: This server runs no schedules.")]
    [InlineData("PutRule", """{"Name":"r","EventPattern":"{\"a\":\"b\"}"}""", "InvalidEventPatternException", "Event pattern is not valid. Reason: \"a\" must be an object or an array\n at [Source: (String)\"{\"a\":\"b\"}\"; line: 1, column: 7]")]
    [InlineData("PutRule", """{"Name":"r","EventPattern":"{\"a\":[\"b\"]}","EventBusName":"none"}""", "ResourceNotFoundException", "Event bus none does not exist.")]
    [InlineData("PutRule", """{"Name":"r","EventPattern":"{\"a\":[\"b\"]}","RoleArn":"r"}""", "ValidationException", "Parameter RoleArn is not valid. Reason: Provided role is not the ARN of a role.")]
    [InlineData("PutRule", """{"Name":"r!","EventPattern":"{}"}""", "ValidationException", @"1 validation error detected: Value 'r!' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+")]
    [InlineData("DescribeRule", """{"Name":"r"}""", "ResourceNotFoundException", "Rule r does not exist on EventBus default.")]
    [InlineData("EnableRule", """{"Name":"r"}""", "ResourceNotFoundException", "Rule r does not exist on EventBus default.")]
    [InlineData("DisableRule", """{"Name":"r","EventBusName":"none"}""", "ResourceNotFoundException", "Event bus none does not exist.")]
    [InlineData("ListRules", """{"NextToken":"x"}""", "ValidationException", "Parameter NextToken is not valid. Reason: Provided token is not one of this listing.")]
    public async Task What_is_wrong_is_refused_in_AWSs_words(string operation, string request, string code, string message) =>
        (await app.Events(operation, request)).IsRefused(code, message);

    [Fact]
    public async Task A_rule_with_targets_stays_and_one_that_is_not_there_is_no_error()
    {
        (await app.Events("DeleteRule", """{"Name":"none"}""")).Expect(HttpStatusCode.OK);
        (await app.Events("CreateEventBus", """{"Name":"other"}""")).Expect(HttpStatusCode.OK);
        (await app.Events("PutRule", $$"""{"Name":"r",{{Pattern}}}""")).Expect(HttpStatusCode.OK);
        (await app.Events("PutTargets", """{"Rule":"r","Targets":[{"Id":"t","Arn":"arn:aws:events:us-east-1:000000000000:event-bus/other"}]}""")).Expect(HttpStatusCode.OK);
        (await app.Events("DeleteRule", """{"Name":"r"}""")).IsRefused("ValidationException", "Rule can't be deleted since it has targets.");
        (await app.Events("RemoveTargets", """{"Rule":"r","Ids":["t"]}""")).Expect(HttpStatusCode.OK);
        (await app.Events("DeleteRule", """{"Name":"r"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("""{"Rules":[]}""", (await app.Events("ListRules", "{}")).Body);
    }

    [Fact]
    public async Task Rules_are_listed_in_pages_and_there_are_three_hundred_of_a_bus()
    {
        for (var n = 0; n < 300; n++) (await app.Events("PutRule", $$"""{"Name":"r{{n:000}}",{{Pattern}}}""")).Expect(HttpStatusCode.OK);
        (await app.Events("PutRule", $$"""{"Name":"more",{{Pattern}}}""")).IsRefused("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
        List<string> names = [];
        for (var token = ""; ;)
        {
            var page = (await app.Events("ListRules", $$"""{"NamePrefix":"r"{{token}}}""")).Expect(HttpStatusCode.OK);
            names.AddRange(page["Rules"].EnumerateArray().Select(rule => rule.GetProperty("Name").GetString()!));
            if (!page.Json.TryGetProperty("NextToken", out var next)) break;
            token = $",\"NextToken\":\"{next.GetString()}\"";
        }

        Assert.Equal(Enumerable.Range(0, 300).Select(n => $"r{n:000}"), names);
    }
}
