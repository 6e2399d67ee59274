using System.Text;
using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.Hostile;

/// <summary>JSON that no client sends: a 400 in the protocol's own form, whatever it is.</summary>
public sealed class HostileJsonTests(WireHost host) : IClassFixture<WireHost>
{
    private static readonly string[] NotJson =
    [
        "{", "}", "[", "\"", "nul", "{\"text\"", "{\"text\":", "{\"text\":\"a\"", "{\"text\":\"a\",}", "{text:\"a\"}", "{'text':'a'}",
        "{\"text\":\"a\"}{", "{\"text\":\"a\"} x", "{\"text\":\"a\"}{}", "/* c */{\"text\":\"a\"}", "{\"text\":\"a\"}// c", "{\"text\":\"a\",\"number\":01}",
        "{\"text\":\"a\",\"number\":+1}", "{\"text\":\"a\",\"number\":.5}", "{\"text\":\"a\",\"number\":1.}", "{\"text\":\"a\",\"number\":0x10}", "{\"text\":\"a\",\"number\":NaN}",
        "{\"text\":\"a\nb\"}", "{\"text\":\"\\x\"}", "{\"text\":\"\\u12\"}", "\uFEFF{\"text\":\"a\"}", "\0", " ", "Action=PingQuery&Version=2026-01-02", "<a/>",
        "{\"text\":\"a\",\"text\":\"b\"}", "{\"text\":\"a\",\"te\\u0078t\":\"b\"}", "{\"text\":\"a\",\"labels\":{\"k\":\"1\",\"k\":\"2\"}}", "{\"text\":\"a\",\"unknown\":{\"k\":1,\"k\":2}}",
        "{\"text\":\"\\ud800\"}", "{\"text\":\"\\udc00\\ud800\"}", "{\"text\":\"a\",\"labels\":{\"\\ud800\":\"x\"}}", "{\"text\":\"a\",\"\\ud800\":1}", "{\"\\ud800text\":1,\"text\":\"a\"}",
        "{\"text\":\"a\",\"unknown\":{\"\\udfff\":{}}}", "{\"text\":\"a\",\"blob\":\"\\ud800\"}", "{\"text\":\"a\",\"timestamp\":\"\\ud800\"}", "{\"text\":\"a\",\"colour\":\"\\ud800\"}", "{\"text\":\"a\",\"number\":\"\\ud800\"}",
        "{\"text\":\"a\",\"release\":\"\\ud800\"}", "{\"text\":\"a\",\"texts\":[\"\\ud800\"]}",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e999", "-1e999", "1e-999", "2147483648", "9223372036854775808", "1e400", "\"\"", "\"x\"", "\"NaN\"", "\"1\"", "[]", "[null]", "[[]]", "[{}]", "[1]", "[\"x\"]",
        "{}", "{\"a\":null}", "{\"a\":1}", "{\"a\":[]}", "{\"a\":{}}", "{\"Key\":1}", "{\"Key\":null}", "253402300800", "253402300799.9999", "-62135596800.001", "-62135596801", "1e300", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"", "\"=\"", "\"====\"", "\"a\\u0000\"",
    ];

    private static readonly string[] Members =
        ["text", "optionalText", "integer", "long", "number", "boolean", "timestamp", "blob", "colour", "release", "leaf", "texts", "leaves", "matrix", "labels", "named", "self"];

    [Fact]
    public async Task What_is_not_json_is_not_read()
    {
        foreach (var body in NotJson) await Refused(Encoding.UTF8.GetBytes(body), "SerializationException");
    }

    [Theory]
    [InlineData("eyJ0ZXh0Ijoi/yJ9")] // {"text":"\xff"}
    [InlineData("eyJ0ZXh0Ijoiw6kifcM=")] // cut in the middle of a letter
    [InlineData("eyJ0ZXh0Ijoi7aCAIn0=")] // a surrogate, encoded
    [InlineData("eyJ0ZXh0IjoiwIAifQ==")] // an overlong zero
    [InlineData("//57ACIAdAA=")] // UTF-16
    [InlineData("AAAAAAAA")]
    public async Task What_is_not_utf8_is_not_read(string base64) => await Refused(Convert.FromBase64String(base64), "SerializationException");

    [Theory]
    [InlineData("[1]")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"x\"")]
    [InlineData("true")]
    public async Task Only_an_object_is_a_request(string body)
    {
        await Refused(Encoding.UTF8.GetBytes(body), "SerializationException");
        var ping = await host.SendSignedAsync(WireRequest.Json("Shapes_V1.Ping", body), "shapes");
        Assert.Equal((400, "SerializationException"), (ping.Error.Status, ping.Error.Code));
    }

    [Fact]
    public async Task A_value_of_the_wrong_type_is_refused_wherever_it_stands()
    {
        foreach (var member in Members)
        {
            foreach (var value in Values)
            {
                var body = member == "text" ? $"{{\"text\":{value}}}" : $"{{\"text\":\"t\",\"{member}\":{value}}}";
                foreach (var request in new[] { body, $"{{\"text\":\"t\",\"self\":{body}}}" })
                {
                    var answer = await host.SendAsync(Spoken.Json11.Signed(request));
                    Assert.True(answer.Status == 200 || (answer.Status == 400 && answer.Error.Code is "SerializationException" or "ValidationError"), $"{request}: {answer.Status} {answer.Text}");
                    if (answer.Status == 200) Assert.NotNull(answer.Json);
                }
            }
        }
    }

    [Theory]
    [InlineData("integer", "2147483648")]
    [InlineData("integer", "1.5")]
    [InlineData("integer", "\"1\"")]
    [InlineData("long", "9223372036854775808")]
    [InlineData("long", "1e30")]
    [InlineData("number", "1e999")]
    [InlineData("number", "\"inf\"")]
    [InlineData("number", "\"1\"")]
    [InlineData("boolean", "\"true\"")]
    [InlineData("boolean", "1")]
    [InlineData("timestamp", "\"NaN\"")]
    [InlineData("timestamp", "253402300799.9999")]
    [InlineData("timestamp", "\"2026-02-30T00:00:00Z\"")]
    [InlineData("timestamp", "\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("blob", "\"===\"")]
    [InlineData("blob", "\"AA==AA==\"")]
    [InlineData("texts", "{}")]
    [InlineData("texts", "[null]")]
    [InlineData("labels", "[]")]
    [InlineData("labels", "{\"a\":null}")]
    [InlineData("labels", "{\"a\":1}")]
    [InlineData("leaf", "[]")]
    [InlineData("matrix", "[[\"1\"]]")]
    public async Task These_are_not_of_their_members_type(string member, string value) =>
        await Refused(Encoding.UTF8.GetBytes($"{{\"text\":\"t\",\"{member}\":{value}}}"), "SerializationException");

    [Fact]
    public async Task A_number_of_a_hundred_thousand_digits_is_read_in_no_time()
    {
        foreach (var member in new[] { "integer", "long", "timestamp" })
            await Refused(Encoding.UTF8.GetBytes($"{{\"text\":\"t\",\"{member}\":1{new string('0', 100_000)}}}"), "SerializationException");
        await Refused(Encoding.UTF8.GetBytes($"{{\"text\":\"t\",\"number\":1{new string('0', 100_000)}}}"), "SerializationException");
        var tiny = await host.SendAsync(Spoken.Json11.Signed($"{{\"text\":\"t\",\"number\":0.{new string('0', 100_000)}1}}"));
        Assert.Equal("""{"text":"t","number":0}""", tiny.Text);
    }

    [Fact]
    public async Task Nesting_ends_at_64_levels()
    {
        foreach (var depth in new[] { 65, 1_000, 500_000 })
        {
            await Refused(Encoding.UTF8.GetBytes(new string('[', depth)), "SerializationException");
            await Refused(Encoding.UTF8.GetBytes("{\"text\":\"t\",\"x\":" + new string('[', depth) + new string(']', depth) + "}"), "SerializationException");
            await Refused(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"text\":\"t\",\"self\":", depth > 1000 ? 10_000 : depth)) + "null"), "SerializationException");
        }

        var deep = string.Concat(Enumerable.Repeat("{\"text\":\"t\",\"self\":", 63)) + "{\"text\":\"t\"}" + new string('}', 63);
        Assert.Equal(deep, (await host.SendAsync(Spoken.Json11.Signed(deep))).Text);
    }

    [Fact]
    public async Task A_million_items_are_read_or_refused_in_bounded_time()
    {
        var items = string.Concat(Enumerable.Repeat("0,", 1_000_000));
        await Refused(Encoding.UTF8.GetBytes($"{{\"text\":\"t\",\"texts\":[{items}0]}}"), "SerializationException");
        var keys = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"{i}\":{{}}"));
        var answer = await host.SendAsync(Spoken.Json11.Signed($"{{\"text\":\"t\",\"named\":{{{keys}}}}}"));
        Assert.Equal((400, "ValidationError"), (answer.Error.Status, answer.Error.Code));
        Assert.True(answer.Body.Length < 10_000, "Not every one of them is named.");
    }

    [Fact]
    public async Task A_long_key_is_not_repeated_for_each_of_its_members()
    {
        var key = new string('k', 1_000_000);
        var answer = await host.SendAsync(Spoken.Json11.Signed($"{{\"text\":\"t\",\"named\":{{\"{key}\":{{}}}},\"colour\":\"{key}\"}}"));
        Assert.Equal((400, "ValidationError"), (answer.Error.Status, answer.Error.Code));
        Assert.True(answer.Body.Length < 10_000, "A message is of the size of a message.");
    }

    [Fact]
    public async Task An_empty_body_is_an_empty_object()
    {
        Assert.Equal(200, (await host.SendSignedAsync(WireRequest.Json("Shapes_V1.Ping", ""), "shapes")).Status);
        var answer = await host.SendAsync(Spoken.Json11.Signed(""));
        Assert.Equal((400, "ValidationError", "Value '' at 'text' failed to satisfy constraint: Member must not be null"), answer.Error);
    }

    private async Task Refused(byte[] body, string code)
    {
        foreach (var protocol in new[] { Spoken.Json10, Spoken.Json11 })
        {
            var answer = await host.SendAsync(protocol.Signed(body));
            var shown = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 100)));
            Assert.True(answer.Status == 400 && answer.Error.Code == code, $"{shown}: {answer.Status} {answer.Text[..Math.Min(answer.Text.Length, 500)]}");
            Assert.DoesNotContain("System.", answer.Text, StringComparison.Ordinal);
        }
    }
}
