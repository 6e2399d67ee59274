using Slipway.Identity.Principals;

namespace Slipway.Tests.Identity.Principals;

public sealed class PrincipalElementsTests
{
    private const string Two =
        """
        { "Statement": [ { "Principal": { "AWS": [ "arn:a", "*" ], "Service": "s" }, "Action": "AWS" },
          { "NotPrincipal": {"AWS":"arn:\u0062"}, "Condition": { "StringEquals": { "AWS": "no" } } } ] }
        """;

    [Fact]
    public void Every_principal_of_kind_AWS_is_found_in_its_order() => Assert.Equal(["arn:a", "*", "arn:b"], PrincipalElements.Of(Two));

    [Theory]
    [InlineData("""{"Statement":{"Principal":"*"}}""")]
    [InlineData("""{"Statement":{"Principal":{"Service":"AWS","Federated":["AWS"]}}}""")]
    [InlineData("""{"Statement":{"Condition":{"StringLike":{"AWS":"x"}}}}""")]
    public void Nothing_else_is_one(string document) => Assert.Empty(PrincipalElements.Of(document));

    [Fact]
    public void Others_take_their_places_and_the_rest_stays_as_it_is() => Assert.Equal(
        Two.Replace("\"*\"", "\"AROA\"", StringComparison.Ordinal).Replace("\"arn:\\u0062\"", "\"x\\\\\\\"y\"", StringComparison.Ordinal),
        PrincipalElements.Replace(Two, ["arn:a", "AROA", "x\\\"y"]));

    [Fact]
    public void The_same_ones_leave_the_text_to_the_letter() => Assert.Same(Two, PrincipalElements.Replace(Two, PrincipalElements.Of(Two)));
}
