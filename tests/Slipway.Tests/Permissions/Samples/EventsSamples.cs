using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

/// <summary>EventBridge, and our own operations on what it delivers.</summary>
internal static class EventsSamples
{
    private const string Prefix = "arn:aws:events:us-east-1:000000000000:", Rule = Prefix + "rule/@", Bus = Prefix + "event-bus/@", Default = Prefix + "event-bus/default";
    private const string Connection = Prefix + "connection/@", Destination = Prefix + "api-destination/@", Role = "arn:aws:iam::000000000000:role/none";
    private const string Pattern = "\"EventPattern\":\"{\\\"source\\\":[\\\"@\\\"]}\"", Tags = "\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]";
    private const string Auth = "\"AuthorizationType\":\"API_KEY\",\"AuthParameters\":{\"ApiKeyAuthParameters\":{\"ApiKeyName\":\"x-key\",\"ApiKeyValue\":\"v\"}}";

    public static IEnumerable<OperationSample> All =>
    [
        new("events", "PutRule", $$"""{"Name":"@",{{Pattern}},{{Tags}},"RoleArn":"{{Role}}"}""", Rule) { Also = [("iam:PassRole", Role), ("events:TagResource", Rule)] },
        OnRule("DescribeRule", "Name", ""),
        OnRule("DeleteRule", "Name", ""),
        OnRule("EnableRule", "Name", ""),
        OnRule("DisableRule", "Name", ""),
        OnRule("ListTargetsByRule", "Rule", ""),
        OnRule("RemoveTargets", "Rule", ""","Ids":["x"]"""),
        OnRule("PutTargets", "Rule", $$""","Targets":[{"Id":"x","Arn":"arn:aws:logs:us-east-1:000000000000:log-group:x","RoleArn":"{{Role}}"}]""") with { Also = [("iam:PassRole", Role)] },
        new("events", "ListRules", "{}", "*"),
        new("events", "ListRuleNamesByTarget", """{"TargetArn":"x"}""", "*"),
        new("events", "PutEvents", """{"Entries":[{"Source":"@","DetailType":"t","Detail":"{}"}]}""", Default),
        new("events", "TestEventPattern", """{"EventPattern":"{\"source\":[\"a\"]}","Event":"{\"id\":\"1\",\"account\":\"1\",\"source\":\"a\",\"time\":\"t\",\"region\":\"r\",\"resources\":[],\"detail-type\":\"d\"}"}""", "*"),
        new("events", "TagResource", $$"""{"ResourceARN":"{{Rule}}",{{Tags}}}""", Rule) { Given = GivenRule },
        new("events", "UntagResource", $$"""{"ResourceARN":"{{Rule}}","TagKeys":["a"]}""", Rule) { Given = GivenRule },
        new("events", "ListTagsForResource", $$"""{"ResourceARN":"{{Rule}}"}""", Rule) { Given = GivenRule },
        new("events", "CreateEventBus", $$"""{"Name":"@",{{Tags}}}""", Bus) { Also = [("events:TagResource", Bus)] },
        new("events", "DescribeEventBus", "{}", Default),
        new("events", "ListEventBuses", "{}", "*"),
        new("events", "DeleteEventBus", """{"Name":"@"}""", Bus),
        new("events", "CreateConnection", $$"""{"Name":"@",{{Auth}}}""", Connection),
        OnConnection("DescribeConnection", ""),
        OnConnection("UpdateConnection", ""","Description":"x" """),
        OnConnection("DeleteConnection", ""),
        new("events", "ListConnections", "{}", "*"),
        new("slipway", "GetWebHookKey", """{"connectionName":"@"}""", Connection) { Given = GivenConnection },
        new("events", "CreateApiDestination", """{"Name":"@","ConnectionArn":"~","InvocationEndpoint":"https://hook.example/","HttpMethod":"POST"}""", Destination)
        {
            Also = [("events:CreateApiDestination", Connection)],
            Made = async (app, name) => (await AddConnection(app, name))["ConnectionArn"].GetString()!,
        },
        OnDestination("DescribeApiDestination", ""),
        OnDestination("UpdateApiDestination", ""","Description":"x" """),
        OnDestination("DeleteApiDestination", ""),
        new("events", "ListApiDestinations", "{}", "*"),
        new("slipway", "ListDeadLetters", "{}", "*"),
        new("slipway", "RedriveDeadLetters", """{"deadLetterIds":["1"]}""", "*"),
    ];

    private static OperationSample OnRule(string operation, string member, string more) => new("events", operation, $$"""{"{{member}}":"@"{{more}}}""", Rule) { Given = GivenRule };

    private static OperationSample OnConnection(string operation, string more) => new("events", operation, $$"""{"Name":"@"{{more}}}""", Connection) { Given = GivenConnection };

    private static OperationSample OnDestination(string operation, string more) => new("events", operation, $$"""{"Name":"@"{{more}}}""", Destination)
    {
        Given = async (app, name) =>
        {
            var connection = (await AddConnection(app, name))["ConnectionArn"].GetString()!;
            (await app.Events("CreateApiDestination", $$"""{"Name":"{{name}}","ConnectionArn":"{{connection}}","InvocationEndpoint":"https://hook.example/","HttpMethod":"POST"}""")).Expect(System.Net.HttpStatusCode.OK);
        },
    };

    private static async Task GivenRule(SlipwayApp app, string name) =>
        (await app.Events("PutRule", $$"""{"Name":"{{name}}",{{Pattern}}}""")).Expect(System.Net.HttpStatusCode.OK);

    private static Task<AwsAnswer> GivenConnection(SlipwayApp app, string name) => AddConnection(app, name);

    private static async Task<AwsAnswer> AddConnection(SlipwayApp app, string name) =>
        (await app.Events("CreateConnection", $$"""{"Name":"{{name}}",{{Auth}}}""")).Expect(System.Net.HttpStatusCode.OK);
}
