using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.Protocols;

/// <summary>Whole answers, byte for byte.</summary>
public sealed class EnvelopeTests(WireHost host) : IClassFixture<WireHost>
{
    private const string Full = """
        {"text":"it's <&> \"é\"","optionalText":"o","integer":1,"long":2,"number":3.5,"boolean":true,"timestamp":1769860800.25,"blob":"AAE=",
        "colour":"green-ish","release":"1.2","leaf":{"Key":"k","weight":3},"texts":["a","b"],"leaves":[{"Key":"l"}],"matrix":[[1,2],[]],
        "labels":{"a":"b"},"named":{"n":{"Key":"m"}},"self":{"text":"s","texts":[]}}
        """;

    [Theory]
    [InlineData(Spoken.Json11, "full.json")]
    [InlineData(Spoken.Query, "full.query.xml")]
    [InlineData(Spoken.Ec2, "full.ec2.xml")]
    public async Task A_whole_answer_looks_like_this(Spoken protocol, string golden)
    {
        var answer = await host.SendAsync(protocol.Echo(System.Text.Json.Nodes.JsonNode.Parse(Full)!));
        Golden.Matches(answer.Text.Replace(answer.RequestId, "REQUEST-ID", StringComparison.Ordinal), golden);
    }

    [Fact]
    public async Task A_refusal_in_json_carries_its_members()
    {
        var answer = await host.SendSignedAsync(WireRequest.Json("Shapes_V1.FailJson", """{"how":"REFUSE"}"""), "shapes");
        Assert.Equal((400, "application/x-amz-json-1.1"), (answer.Status, answer.ContentType));
        Assert.Equal("""{"__type":"LimitExceededException","message":"It's \u0001 \"too\" <much> & more\uFFFD","limit":5,"name":"x","soft":true}""", answer.Text);
    }

    [Fact]
    public async Task A_refusal_in_query()
    {
        var answer = await host.SendSignedAsync(WireRequest.Form("Action=FailQuery&Version=2026-01-02&How=REFUSE"), "forms");
        Assert.Equal((400, "text/xml"), (answer.Status, answer.ContentType));
        Assert.Equal(
            $"""<?xml version="1.0" encoding="utf-8"?><ErrorResponse xmlns="https://forms.example/doc/2026-01-02/"><Error><Type>Sender</Type><Code>LimitExceededException</Code><Message>It's � "too" &lt;much&gt; &amp; more�</Message></Error><RequestId>{answer.RequestId}</RequestId></ErrorResponse>""",
            answer.Text);
    }

    [Fact]
    public async Task A_refusal_in_ec2()
    {
        var answer = await host.SendSignedAsync(WireRequest.Form("Action=FailEc2&Version=2026-01-03&How=REFUSE"), "ec2forms");
        Assert.Equal((400, "text/xml;charset=UTF-8"), (answer.Status, answer.ContentType));
        Assert.Equal(
            $"""<?xml version="1.0" encoding="utf-8"?><Response><Errors><Error><Code>LimitExceededException</Code><Message>It's � "too" &lt;much&gt; &amp; more�</Message></Error></Errors><RequestID>{answer.RequestId}</RequestID></Response>""",
            answer.Text);
    }

    [Fact]
    public async Task An_operation_without_output_has_no_result_element()
    {
        var answer = await host.SendSignedAsync(WireRequest.Form("Action=Quiet&Version=2026-01-02"), "forms");
        Assert.Equal(
            $"""<?xml version="1.0" encoding="utf-8"?><QuietResponse xmlns="https://forms.example/doc/2026-01-02/"><ResponseMetadata><RequestId>{answer.RequestId}</RequestId></ResponseMetadata></QuietResponse>""",
            answer.Text);
    }

    [Fact]
    public async Task Content_types_are_compared_without_their_parameters()
    {
        foreach (var type in new[] { "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8", "text/plain" })
        {
            var request = WireRequest.Form("Action=PingQuery&Version=2026-01-02").Without("Content-Type").With("Content-Type", type);
            Assert.Equal(200, (await host.SendSignedAsync(request, "forms")).Status);
        }
    }

    [Fact]
    public async Task What_an_operation_demands_is_asked_of_the_authorizer_with_its_own_name_filled_in()
    {
        await host.SendSignedAsync(WireRequest.Json("Shapes_V1.Ping", "{}"), "shapes");
        var (caller, access) = host.Authorizer.Asked[^1];
        Assert.Equal([new("shapes:Ping", "arn:aws:shapes:::ping"), new("shapes:Also", "arn:aws:shapes:::ping")], access.Demands);
        Assert.Equal(["a", "b"], access.Conditions["SHAPES:key"]);
        Assert.Equal(("111122223333", Signer.Region, "127.0.0.1"), (caller.Account, caller.Region, caller.SourceAddress!.ToString()));
    }
}
