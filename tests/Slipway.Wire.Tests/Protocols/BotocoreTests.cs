using System.Text.Json.Nodes;
using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.Protocols;

/// <summary>botocore's serializers ask, botocore's parsers read the answers: the same values come out as went in.</summary>
public sealed class BotocoreTests(WireHost host) : IClassFixture<WireHost>
{
    private static readonly string[] Values =
    [
        """{"text":""}""",
        """{"text":"zażółć <&> ' \" 🚢 ]]> %2B+ \n\t end","optionalText":"o"}""",
        """{"text":"n","integer":-2147483648,"long":9223372036854775807,"number":0.1,"boolean":true}""",
        """{"text":"n","integer":0,"long":-9223372036854775808,"number":1.7976931348623157e308,"boolean":false}""",
        """{"text":"t","timestamp":1769860800}""",
        """{"text":"b","blob":"","colour":"green-ish","release":"1.2"}""",
        """{"text":"b","blob":"AAECA//+/Q=="}""",
        """{"text":"s","leaf":{"Key":"k","weight":3}}""",
        """{"text":"l","texts":["a","","c"],"leaves":[{"Key":"x"},{"Key":"y","weight":1}]}""",
        """{"text":"l","matrix":[[1,2],[3]]}""",
        """{"text":"r","self":{"text":"1","self":{"text":"2","texts":["deep"]}}}""",
    ];

    // botocore cuts fractions of seconds off in JSON.
    private static readonly string[] NotInJson =
    [
        """{"text":"t","timestamp":1769860800.5}""",
        """{"text":"t","timestamp":-0.001}""",
    ];

    // EC2's dialect has no maps, and botocore leaves its empty lists out.
    private static readonly string[] NotInEc2 =
    [
        """{"text":"e","texts":[],"leaves":[]}""",
        """{"text":"m","labels":{"a":"1","b.c":"2 3","é":"<>"},"named":{"n":{"Key":"k"}}}""",
    ];

    private static readonly string[] OnlyInJson =
    [
        """{"text":"e","labels":{},"named":{},"matrix":[[]]}""",
    ];

    [Theory]
    [InlineData(Spoken.Json11, "json")]
    [InlineData(Spoken.Query, "query")]
    [InlineData(Spoken.Ec2, "ec2")]
    public async Task What_botocore_asks_and_reads_is_what_was_meant(Spoken protocol, string name)
    {
        JsonNode[] values = [.. Values.Concat(protocol is Spoken.Ec2 ? [] : NotInEc2).Concat(protocol is Spoken.Json11 ? OnlyInJson : NotInJson).Select(value => JsonNode.Parse(value)!)];
        var requests = (JsonArray)await AskAsync("serialize", name, values);
        var items = new List<JsonNode>();
        foreach (var request in requests)
        {
            var sent = ((JsonArray)request!["headers"]!).Aggregate(
                new WireRequest { Body = Convert.FromBase64String((string)request["body"]!) },
                (all, header) => all.With((string)header![0]!, (string)header[1]!));
            items.Add(Described(await host.SendAsync(Signer.Sign(sent, Key.Alice, protocol switch { Spoken.Query => "forms", Spoken.Ec2 => "ec2forms", _ => "shapes" }))));
        }

        var answers = (JsonArray)await AskAsync("parse", name, [.. items]);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Matches("^00000000-0000-4000-8000-", (string)answers[i]!["requestId"]!);
            Speaking.Same(values[i], answers[i]!["value"]!);
        }
    }

    [Theory]
    [InlineData(Spoken.Json11, "json")]
    [InlineData(Spoken.Query, "query")]
    [InlineData(Spoken.Ec2, "ec2")]
    public async Task Botocore_reads_our_refusals(Spoken protocol, string name)
    {
        var broken = await host.SendAsync(protocol.Signed(protocol.IsXml() ? protocol.EchoAction() : "{}"));
        var stranger = await host.SendAsync(protocol.Signed("").Without("Authorization"));
        var answers = (JsonArray)await AskAsync("parse", name, [Described(broken), Described(stranger)]);
        foreach (var (answer, sent) in answers.Zip([broken, stranger]))
        {
            Assert.Equal(sent.Error.Code, (string)answer!["error"]!["Code"]!);
            Assert.Equal(sent.Error.Message, (string)answer["error"]!["Message"]!);
            Assert.Equal(sent.RequestId, (string)answer["requestId"]!);
        }
    }

    private static Task<JsonNode> AskAsync(string step, string protocol, JsonNode[] items) => Botocore.AskAsync(
        "protocols.py",
        new JsonObject { ["step"] = step, ["protocol"] = protocol, ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]) });

    private static JsonObject Described(WireAnswer answer) => new()
    {
        ["status"] = answer.Status,
        ["headers"] = new JsonObject(answer.Headers.Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), (JsonNode?)header.Value))),
        ["body"] = Convert.ToBase64String(answer.Body),
    };
}
