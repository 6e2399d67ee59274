using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Identity.WebIdentity;

namespace Slipway.Tests.Identity.WebIdentity;

public sealed class JsonWebTokenTests
{
    private static readonly JsonObject Claims = new() { ["sub"] = "someone", ["n"] = 1 };

    public static TheoryData<string> Algorithms => ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_token_of_every_algorithm_verifies_with_its_key_and_no_other(string algorithm)
    {
        using var key = SigningKey.Create(algorithm, "k");
        using var other = SigningKey.Create(algorithm, "k");
        Assert.True(JsonWebToken.TryParse(key.Sign(Copy(Claims)), out var token));
        Assert.Equal((algorithm, "k", "someone"), (token.Algorithm, token.KeyId, token.Text("sub")));
        Assert.True(Set(key).Verifies(token));
        Assert.False(Set(other).Verifies(token));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_changed_token_does_not_verify(string algorithm)
    {
        using var key = SigningKey.Create(algorithm, "k");
        var text = key.Sign(Copy(Claims));
        var parts = text.Split('.');
        Assert.True(JsonWebToken.TryParse($"{parts[0]}.{SigningKey.Text("""{"sub":"another","n":1}"""u8.ToArray())}.{parts[2]}", out var token));
        Assert.False(Set(key).Verifies(token));
        var signature = System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]);
        for (var i = 0; i < signature.Length; i += 7)
        {
            var changed = signature.ToArray();
            changed[i] ^= 1;
            Assert.True(JsonWebToken.TryParse($"{parts[0]}.{parts[1]}.{SigningKey.Text(changed)}", out var broken));
            Assert.False(Set(key).Verifies(broken));
        }
    }

    [Fact]
    public void A_token_that_says_it_is_not_signed_does_not_verify()
    {
        using var key = SigningKey.Create("RS256", "k");
        foreach (var none in new[] { "none", "None", "NONE", "" })
        {
            Assert.True(JsonWebToken.TryParse(key.SignText($$"""{"alg":"{{none}}","kid":"k"}""", Claims.ToJsonString()), out var token));
            Assert.False(Set(key).Verifies(token));
        }

        Assert.False(JsonWebToken.TryParse($"{SigningKey.Text("""{"alg":"none"}"""u8.ToArray())}.{SigningKey.Text("{}"u8.ToArray())}.", out _));
    }

    [Fact]
    public void A_public_key_is_no_shared_secret()
    {
        using var key = SigningKey.Create("RS256", "k");
        var header = SigningKey.Text("""{"alg":"HS256","kid":"k"}"""u8.ToArray());
        var signed = $"{header}.{SigningKey.Text(Encoding.UTF8.GetBytes(Claims.ToJsonString()))}";
        foreach (var secret in new[] { key.PublicBytes(), Encoding.ASCII.GetBytes(key.PublicKey().ToJsonString()) })
        {
            var text = $"{signed}.{SigningKey.Text(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
            Assert.True(JsonWebToken.TryParse(text, out var token));
            Assert.False(Set(key).Verifies(token));
        }
    }

    [Fact]
    public void A_key_serves_its_own_kind_of_algorithm_alone()
    {
        using var rsa = SigningKey.Create("RS256", "k");
        using var curve = SigningKey.Create("ES256", "k");
        Assert.True(JsonWebToken.TryParse(rsa.SignText("""{"alg":"ES256","kid":"k"}""", "{}"), out var asCurve));
        Assert.False(Set(rsa).Verifies(asCurve));
        Assert.False(Set(curve).Verifies(asCurve));
        Assert.True(JsonWebToken.TryParse(curve.SignText("""{"alg":"RS256","kid":"k"}""", "{}"), out var asRsa));
        Assert.False(Set(rsa).Verifies(asRsa));
        Assert.False(Set(curve).Verifies(asRsa));
        // The provider says RS256; a signature of the same key under PSS is not what it means.
        using var pss = SigningKey.Create("PS256", "k");
        var published = pss.PublicKey();
        published["alg"] = "RS256";
        Assert.True(JsonWebToken.TryParse(pss.Sign(Copy(Claims)), out var token));
        Assert.False(SetOf(published).Verifies(token));
        published.Remove("alg");
        Assert.True(SetOf(published).Verifies(token));
    }

    [Fact]
    public void A_token_is_checked_with_the_key_that_it_names()
    {
        using var one = SigningKey.Create("RS256", "one");
        using var two = SigningKey.Create("RS256", "two");
        Assert.True(JsonWebToken.TryParse(two.SignText("""{"alg":"RS256","kid":"one"}""", "{}"), out var confused));
        Assert.False(Set(one, two).Verifies(confused));
        Assert.True(JsonWebToken.TryParse(two.SignText("""{"alg":"RS256","kid":"three"}""", "{}"), out var unknown));
        Assert.False(Set(one, two).Knows(unknown));
        Assert.False(Set(one, two).Verifies(unknown));
        Assert.True(JsonWebToken.TryParse(two.SignText("""{"alg":"RS256"}""", "{}"), out var unnamed));
        Assert.True(Set(one, two).Verifies(unnamed));
    }

    [Theory]
    [InlineData("""{"use":"enc"}""")]
    [InlineData("""{"kty":"oct"}""")]
    [InlineData("""{"n":"AQAB"}""")]
    [InlineData("""{"e":""}""")]
    [InlineData("""{"e":"AQABAQABAQABAQAB"}""")]
    [InlineData("""{"n":5}""")]
    public void A_key_for_something_else_or_out_of_bounds_is_none(string change)
    {
        using var key = SigningKey.Create("RS256", "k");
        var published = key.PublicKey();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject()) published[name] = value?.DeepClone();
        Assert.Null(WebKeySet.Read(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["keys"] = new JsonArray(published) })));
    }

    [Fact]
    public void A_point_off_its_curve_verifies_nothing()
    {
        using var key = SigningKey.Create("ES256", "k");
        var published = key.PublicKey();
        published["y"] = published["x"]!.DeepClone();
        Assert.True(JsonWebToken.TryParse(key.Sign(Copy(Claims)), out var token));
        Assert.False(SetOf(published).Verifies(token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[1,null,"x",{}]}""")]
    [InlineData("not json")]
    public void What_is_no_key_set_has_no_keys(string json) => Assert.Null(WebKeySet.Read(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("..")]
    [InlineData("a.b.c.d")]
    [InlineData("e30.e30.AAAA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9=.e30.AAAA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30 .AAAA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.W10.AAAA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.eyJz.AAAA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.A")]
    public void What_is_no_token_is_not_read(string text) => Assert.False(JsonWebToken.TryParse(text, out _));

    [Theory]
    [InlineData("""{"alg":"RS256","crit":["exp"]}""", "{}")]
    [InlineData("""{"alg":"RS256","alg":"none"}""", "{}")]
    [InlineData("""{"alg":"RS256","kid":5}""", "{}")]
    [InlineData("""{"alg":"RS256"}""", """{"sub":"a","sub":"b"}""")]
    [InlineData("""{"alg":"RS256"}""", """{"sub":"\ud800"}""")]
    [InlineData("""{"alg":256}""", "{}")]
    public void A_token_that_can_be_read_in_two_ways_is_not_read(string header, string claims)
    {
        using var key = SigningKey.Create("RS256", "k");
        Assert.False(JsonWebToken.TryParse(key.SignText(header, claims), out _));
    }

    [Fact]
    public void A_deep_or_huge_token_is_not_read()
    {
        using var key = SigningKey.Create("ES256", "k");
        Assert.False(JsonWebToken.TryParse(key.SignText("""{"alg":"ES256"}""", new string('[', 5000) + new string(']', 5000)), out _));
        Assert.False(JsonWebToken.TryParse(new string('a', 1 << 20), out _));
    }

    private static JsonObject Copy(JsonObject claims) => claims.DeepClone().AsObject();

    private static WebKeySet Set(params SigningKey[] keys) => SetOf([.. keys.Select(key => key.PublicKey())]);

    private static WebKeySet SetOf(params JsonObject[] keys) =>
        WebKeySet.Read(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => key.DeepClone())]) }))!;
}
