using System.Globalization;
using Slipway.Identity;
using Slipway.Kernel;

namespace Slipway.Tests.Identity;

public sealed class UniqueIdsTests
{
    private readonly RandomIds ids = new();

    [Theory]
    [InlineData("000000000000")]
    [InlineData("000000000001")]
    [InlineData("123456789012")]
    [InlineData("123456789013")]
    [InlineData("999999999999")]
    public void An_access_key_id_tells_its_account(string account)
    {
        var id = UniqueIds.NewAccessKey(account, ids);
        Assert.Matches("^AKIA[A-Z2-7]{16}$", id);
        Assert.Equal(account, AccountOf(id));
    }

    [Fact]
    public void A_user_id_has_the_length_and_letters_of_IAM() => Assert.Matches("^AIDA[A-Z2-7]{17}$", UniqueIds.NewUser(ids));

    [Fact]
    public void A_secret_has_forty_characters_of_base64() => Assert.Matches("^[A-Za-z0-9/+]{40}$", UniqueIds.NewSecretAccessKey(ids));

    [Fact]
    public void No_two_are_alike() => Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => UniqueIds.NewAccessKey("000000000000", ids)).Distinct().Count());

    /// <summary>As the tools that read key ids do it: six bytes, a mask, a shift.</summary>
    private static string AccountOf(string id)
    {
        ulong bits = 0;
        foreach (var letter in id.AsSpan(4, 10)) bits = (bits << 5) | (uint)"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter);
        var firstSixBytes = bits >> 2;
        return ((firstSixBytes & 0x7fff_ffff_ff80) >> 7).ToString("000000000000", CultureInfo.InvariantCulture);
    }
}
