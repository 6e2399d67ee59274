using System.Text;
using Slipway.Identity.MfaDevices;

namespace Slipway.Tests.Identity.MfaDevices;

public sealed class TotpTests
{
    private static readonly byte[] Seed = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B: its codes have eight digits, of which ours are the last six.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_the_standard(long seconds, string eightDigits) =>
        Assert.Equal(eightDigits[2..], Totp.CodeAt(Seed, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    /// <summary>RFC 4226, appendix D.</summary>
    [Fact]
    public void Codes_of_the_first_steps_are_those_of_the_standard() => Assert.Equal(
        ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"],
        Enumerable.Range(0, 10).Select(step => Totp.CodeAt(Seed, step)));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_code_is_taken_one_step_early_or_late(int skew, bool isTaken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        var step = Totp.StepAt(now) + skew;
        Assert.Equal(isTaken ? step : null, Totp.FindStep(Seed, Totp.CodeAt(Seed, step), now));
        Assert.Equal(isTaken ? step : null, Totp.FindConsecutive(Seed, Totp.CodeAt(Seed, step - 1), Totp.CodeAt(Seed, step), now));
    }

    [Fact]
    public void Two_codes_must_follow_one_another()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        var step = Totp.StepAt(now);
        string Code(int skew) => Totp.CodeAt(Seed, step + skew);
        Assert.Null(Totp.FindConsecutive(Seed, Code(0), Code(0), now));
        Assert.Null(Totp.FindConsecutive(Seed, Code(1), Code(0), now));
        Assert.Null(Totp.FindConsecutive(Seed, Code(-2), Code(0), now));
        Assert.Null(Totp.FindConsecutive(Seed, Code(-1), "000000", now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00592")]
    [InlineData("0059240")]
    [InlineData("００５９２４")]
    [InlineData("-05924")]
    [InlineData(" 05924")]
    public void Anything_but_the_six_digits_is_wrong(string code) => Assert.Null(Totp.FindStep(Seed, code, DateTimeOffset.FromUnixTimeSeconds(1234567890)));

    /// <summary>RFC 4648, section 10.</summary>
    [Fact]
    public void Base32_is_read_as_the_standard_says()
    {
        Assert.Equal("foobarfoob", Encoding.ASCII.GetString(Base32.Decode("MZXW6YTBOJTG633C")));
        Assert.Empty(Base32.Decode(""));
        Assert.Throws<FormatException>(() => Base32.Decode("MZXW6YT1"));
        Assert.Throws<FormatException>(() => Base32.Decode("MZXW6"));
    }
}
