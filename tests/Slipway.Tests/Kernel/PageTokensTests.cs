using Slipway.Kernel;

namespace Slipway.Tests.Kernel;

public sealed class PageTokensTests
{
    private readonly PageTokens tokens = new(new(new byte[DataKey.Size]));

    [Theory]
    [InlineData("")]
    [InlineData("team/web")]
    [InlineData("ключ")]
    public void A_token_goes_on_where_it_was_issued(string position)
    {
        Assert.True(tokens.TryRead("listing", tokens.Issue("listing", position), out var read));
        Assert.Equal(position, read);
    }

    [Fact]
    public void A_token_of_another_listing_is_refused() => Assert.False(tokens.TryRead("other", tokens.Issue("listing", "x"), out _));

    [Fact]
    public void Listing_and_position_cannot_be_shifted_into_each_other() => Assert.False(tokens.TryRead("list", tokens.Issue("listing", "x"), out _));

    [Fact]
    public void A_token_of_another_installation_is_refused()
    {
        var other = new byte[DataKey.Size];
        other[0] = 1;
        Assert.False(tokens.TryRead("listing", new PageTokens(new(other)).Issue("listing", "x"), out _));
    }

    [Fact]
    public void A_token_with_a_changed_character_is_refused()
    {
        var token = tokens.Issue("listing", "team/web");
        // The last character may hold bits that mean nothing.
        for (var i = 0; i < token.Length - 1; i++)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.False(tokens.TryRead("listing", changed, out _), changed);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("=====")]
    [InlineData("not base64!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Made_up_tokens_are_refused(string token) => Assert.False(tokens.TryRead("listing", token, out _));

    [Fact]
    public void A_huge_token_is_refused() => Assert.False(tokens.TryRead("listing", new string('A', 1 << 20), out _));
}
