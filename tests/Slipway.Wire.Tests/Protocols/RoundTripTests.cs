using System.Text.Json.Nodes;
using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.Protocols;

/// <summary>Every kind of value, in and out, in all four protocols.</summary>
public sealed class RoundTripTests(WireHost host) : IClassFixture<WireHost>
{
    public static TheoryData<Spoken, string> Values
    {
        get
        {
            string[] members =
            [
                """ "text":"" """,
                """ "text":"zażółć gęślą jaźń, 日本語, עברית, 🚢🏴‍☠️, e\u0301, \u00a0, \u2028\u2029, \ufeff" """,
                """ "text":"<a href=\"x\">&amp; 'q' ]]> <!-- --> <?x?> &#1; %2B + = & ; . / \\ " """,
                """ "text":"  spaces around, tabs\t\tand\nlines\r\nkept\r " """,
                """ "text":" " """,
                """ "text":"Action=Ping&Version=1" """,
                """ "integer":0 """, """ "integer":2147483647 """, """ "integer":-2147483648 """,
                """ "long":9223372036854775807 """, """ "long":-9223372036854775808 """, """ "long":2147483648 """,
                """ "number":0 """, """ "number":0.1 """, """ "number":-1.5e-7 """, """ "number":1.7976931348623157E+308 """, """ "number":5E-324 """, """ "number":1e21 """, """ "number":9007199254740992 """,
                """ "number":"NaN" """, """ "number":"Infinity" """, """ "number":"-Infinity" """,
                """ "boolean":true """, """ "boolean":false """,
                """ "timestamp":0 """, """ "timestamp":1769860800 """, """ "timestamp":1769860800.123 """, """ "timestamp":1769860800.001 """, """ "timestamp":-0.5 """, """ "timestamp":-62135596800 """, """ "timestamp":253402300799.999 """,
                """ "blob":"" """, $""" "blob":"{Convert.ToBase64String([.. Enumerable.Range(0, 256).Select(i => (byte)i)])}" """, """ "blob":"/+8=" """,
                """ "colour":"DARK_RED" """, """ "colour":"green-ish" """, """ "colour":"AES256" """,
                """ "release":"1.0" """, """ "release":"123.456" """,
                """ "leaf":{"Key":""} """, """ "leaf":{"Key":"k","weight":-1} """,
                """ "texts":[] """, """ "texts":[""] """, """ "texts":["b","a","","b"] """, """ "texts":["1","2","3","4","5","6","7","8","9","10","11"] """,
                """ "leaves":[] """, """ "leaves":[{"Key":"a"},{"Key":"b","weight":2}] """,
                """ "matrix":[] """, """ "matrix":[[]] """, """ "matrix":[[1,2],[],[3]] """,
                """ "labels":{} """, """ "labels":{"":""} """, """ "labels":{"a.b":"c d","é ✓":"<&>","Key":"key","key":"KEY"} """, """ "labels":{"__proto__":"x","constructor":"y","toString":"z"} """,
                """ "named":{} """, """ "named":{"x":{"Key":"a"},"y":{"Key":"b","weight":1}} """,
                """ "self":{"text":"inner"} """, """ "self":{"text":"1","self":{"text":"2","texts":[],"self":{"text":"3","labels":{"k":"v"},"matrix":[[7]]}}} """,
                """ "optionalText":"o","integer":1,"long":2,"number":3.5,"boolean":true,"timestamp":4.25,"blob":"AAE=","colour":"AES256","release":"1.2","leaf":{"Key":"k"},"texts":["t"],"leaves":[{"Key":"l"}],"matrix":[[1]],"labels":{"a":"b"},"named":{"n":{"Key":"m"}},"self":{"text":"s"} """,
            ];
            return [.. Enum.GetValues<Spoken>().SelectMany(protocol => members.Select(member => (protocol, member.Trim())))];
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_comes_back_as_it_went(Spoken protocol, string member)
    {
        var value = (JsonObject)JsonNode.Parse($"{{{member}}}")!;
        if (!value.ContainsKey("text")) value["text"] = "given";
        Speaking.Same(value, protocol.Read(await host.SendAsync(protocol.Echo(value))));
    }

    [Theory]
    [InlineData(Spoken.Json10)]
    [InlineData(Spoken.Json11)]
    public async Task A_null_is_the_same_as_nothing(Spoken protocol)
    {
        var answer = await host.SendAsync(protocol.Signed("""{"text":"x","optionalText":null,"texts":null,"leaf":null,"integer":null,"blob":null,"timestamp":null,"colour":null,"unknown":null,"other":[1]}"""));
        Assert.Equal("""{"text":"x"}""", answer.Text);
    }

    [Theory]
    [InlineData(Spoken.Json11)]
    [InlineData(Spoken.Query)]
    [InlineData(Spoken.Ec2)]
    public async Task Numbers_are_exact_to_the_last_bit(Spoken protocol)
    {
        foreach (var number in new[] { 0.1, 1.0 / 3, double.MaxValue, double.Epsilon, -double.MinValue, 123456789.987654321, -0.0 })
        {
            var value = new JsonObject { ["text"] = "n", ["number"] = number };
            var back = protocol.Read(await host.SendAsync(protocol.Echo(value)))["number"]!.GetValue<double>();
            Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(back));
        }
    }

    [Theory]
    [InlineData(Spoken.Json11, "2026-01-31T12:00:00Z", 1769860800)]
    [InlineData(Spoken.Query, "2026-01-31T12:00:00Z", 1769860800)]
    [InlineData(Spoken.Ec2, "2026-01-31T12:00:00Z", 1769860800)]
    [InlineData(Spoken.Query, "2026-01-31T12:00:00.5Z", 1769860800.5)]
    [InlineData(Spoken.Query, "2026-01-31T12:00:00.123456Z", 1769860800.123)]
    [InlineData(Spoken.Query, "2026-01-31T14:00:00+02:00", 1769860800)]
    [InlineData(Spoken.Query, "2026-01-31T12:00:00", 1769860800)]
    [InlineData(Spoken.Query, "2026-01-31", 1769817600)]
    public async Task Moments_may_come_as_text(Spoken protocol, string text, double seconds)
    {
        var request = protocol.IsXml()
            ? protocol.Signed($"{protocol.EchoAction()}&Text=x&Timestamp={Uri.EscapeDataString(text)}")
            : protocol.Signed($$"""{"text":"x","timestamp":"{{text}}"}""");
        Assert.Equal((decimal)seconds, protocol.Read(await host.SendAsync(request))["timestamp"]!.GetValue<decimal>());
    }

    [Theory]
    [InlineData("\\u0000\\u0001\\u0008\\u000b\\u001f", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("\\ufffe\\uffff", "\uFFFD\uFFFD")]
    [InlineData("a\\u0000b", "a\uFFFDb")]
    public async Task What_xml_cannot_hold_comes_out_as_a_replacement_character(string json, string replaced)
    {
        var text = (string)JsonNode.Parse($"\"{json}\"")!;
        foreach (var protocol in Enum.GetValues<Spoken>())
        {
            var value = new JsonObject { ["text"] = text, ["labels"] = new JsonObject { [text] = text }, ["texts"] = new JsonArray(text) };
            var back = protocol.Read(await host.SendAsync(protocol.Echo(value)));
            var expected = protocol.IsXml() ? replaced : text;
            Assert.Equal(expected, (string)back["text"]!);
            Assert.Equal(expected, (string)back["texts"]![0]!);
            Assert.Equal(expected, (string)back["labels"]![expected]!);
        }
    }

    [Fact]
    public async Task A_form_also_comes_in_a_query_string()
    {
        var request = new WireRequest { Method = "GET", Target = "/?" + Spoken.Query.EchoAction() + "&Text=a%20b%20c&Texts.member.1=x" };
        var back = Spoken.Query.Read(await host.SendAsync(Signer.Sign(request, Key.Alice, "forms")));
        Speaking.Same(JsonNode.Parse("""{"text":"a b c","texts":["x"]}""")!, back);
    }

    [Fact]
    public async Task Items_of_a_form_are_ordered_by_their_numbers_and_gaps_are_closed()
    {
        var body = Spoken.Query.EchoAction() + "&Texts.member.30=c&Texts.member.4=b&Text=x&Texts.member.1=a";
        Speaking.Same(JsonNode.Parse("""{"text":"x","texts":["a","b","c"]}""")!, Spoken.Query.Read(await host.SendAsync(Spoken.Query.Signed(body))));
    }
}
