using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.Protocols;

/// <summary>Each rule that a model can state, at its edges, in AWS's words.</summary>
public sealed class ConstraintTests(WireHost host) : IClassFixture<WireHost>
{
    [Theory]
    [InlineData("""{"name":"ab"}""")]
    [InlineData("""{"name":"abcde"}""")]
    [InlineData("""{"count":1}""")]
    [InlineData("""{"count":10}""")]
    [InlineData("""{"offset":-5}""")]
    [InlineData("""{"offset":9223372036854775807}""")]
    [InlineData("""{"words":["a","abc","b"]}""")]
    [InlineData("""{"leaves":{}}""")]
    [InlineData("""{"letters":"abc"}""")]
    [InlineData("""{"lookingAround":"aaac"}""")]
    [InlineData("""{"bytes":"AAAAAA=="}""")]
    [InlineData("""{"release":"1.2"}""")]
    public async Task What_is_within_its_bounds_is_taken(string body) =>
        Assert.Equal(200, (await host.SendSignedAsync(WireRequest.Json("Shapes_V1.Bounded", body), "shapes")).Status);

    [Theory]
    [InlineData("""{"name":"a"}""", "Value 'a' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2")]
    [InlineData("""{"name":"abcdef"}""", "Value 'abcdef' at 'name' failed to satisfy constraint: Member must have length less than or equal to 5")]
    [InlineData("""{"count":0}""", "Value '0' at 'count' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData("""{"count":11}""", "Value '11' at 'count' failed to satisfy constraint: Member must have value less than or equal to 10")]
    [InlineData("""{"offset":-6}""", "Value '-6' at 'offset' failed to satisfy constraint: Member must have value greater than or equal to -5")]
    [InlineData("""{"words":[]}""", "Value '[]' at 'words' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("""{"words":["a","b","c","d"]}""", "Value '' at 'words' failed to satisfy constraint: Member must have length less than or equal to 3")]
    [InlineData("""{"words":["a","long"]}""", "Value 'long' at 'words.2.member' failed to satisfy constraint: Member must have length less than or equal to 3")]
    [InlineData("""{"leaves":{"a":{"Key":"1"},"b":{"Key":"2"},"c":{"Key":"3"}}}""", "Value '' at 'leaves' failed to satisfy constraint: Member must have length less than or equal to 2")]
    [InlineData("""{"leaves":{"a":{}}}""", "Value '' at 'leaves.a.Key' failed to satisfy constraint: Member must not be null")]
    [InlineData("""{"letters":"abC"}""", "Value 'abC' at 'letters' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+")]
    [InlineData("""{"letters":"abc\n"}""", "Value 'abc\n' at 'letters' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+")]
    [InlineData("""{"letters":""}""", "Value '' at 'letters' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+")]
    [InlineData("""{"bytes":"AAAAAAA="}""", "Value '' at 'bytes' failed to satisfy constraint: Member must have length less than or equal to 4")]
    [InlineData("""{"colour":"dark_red"}""", "Value 'dark_red' at 'colour' failed to satisfy constraint: Member must satisfy enum value set: [DARK_RED, green-ish, AES256]")]
    [InlineData("""{"release":"one.two"}""", "Value 'one.two' at 'release' failed to satisfy constraint: Member must satisfy regular expression pattern: \\d+\\.\\d+")]
    [InlineData("""{"release":"1"}""", "Value '1' at 'release' failed to satisfy constraint: Member must have length greater than or equal to 3; Value '1' at 'release' failed to satisfy constraint: Member must satisfy regular expression pattern: \\d+\\.\\d+")]
    [InlineData("""{"leaf":{"weight":1}}""", "Value '' at 'leaf.Key' failed to satisfy constraint: Member must not be null")]
    [InlineData("""{"leaf":{"Key":null}}""", "Value '' at 'leaf.Key' failed to satisfy constraint: Member must not be null")]
    public async Task What_is_not_is_refused_in_these_words(string body, string message) =>
        Assert.Equal((400, "ValidationError", message), (await host.SendSignedAsync(WireRequest.Json("Shapes_V1.Bounded", body), "shapes")).Error);

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var answer = await host.SendSignedAsync(WireRequest.Json("Shapes_V1.Bounded", """{"name":"a","count":11,"letters":"A"}"""), "shapes");
        Assert.Equal(3, answer.Error.Message.Split("; ").Length);
    }

    [Theory]
    [InlineData(Spoken.Query, "Self.Leaves.2.member.Key", "Self.Text=t&Self.Leaves.member.1.Key=k&Self.Leaves.member.2.Weight=1")]
    [InlineData(Spoken.Ec2, "Self.Leaves.2.Key", "Self.Text=t&Self.Leaves.1.Key=k&Self.Leaves.2.Weight=1")]
    public async Task A_place_in_a_form_is_spelt_as_the_form_spells_it(Spoken dialect, string place, string form)
    {
        var answer = await host.SendAsync(dialect.Signed($"{dialect.EchoAction()}&Text=t&{form}"));
        Assert.Equal($"Value '' at '{place}' failed to satisfy constraint: Member must not be null", answer.Error.Message);
    }
}
