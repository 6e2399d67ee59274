namespace Slipway.Wire.Tests;

public sealed class ArnTests
{
    [Theory]
    [InlineData("arn:aws:ecr:us-east-1:000000000000:repository/team/web")]
    [InlineData("arn:aws:iam::000000000000:user/admin")]
    public void An_arn_comes_out_as_it_went_in(string text)
    {
        Assert.True(Arn.TryParse(text, out var arn));
        Assert.Equal(text, arn.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("arn:aws:ecr:us-east-1:0")]
    [InlineData("urn:aws:ecr:us-east-1:0:x")]
    public void What_is_no_arn_is_refused(string text) => Assert.False(Arn.TryParse(text, out _));
}
