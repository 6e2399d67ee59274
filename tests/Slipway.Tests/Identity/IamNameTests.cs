using Slipway.Identity;

namespace Slipway.Tests.Identity;

public sealed class IamNameTests
{
    /// <summary>What looks like <c>admin</c> or an ASCII name, and is none.</summary>
    public static TheoryData<string> LookAlikes =>
    [
        "аdmin", // a Cyrillic a
        "admın", // a dotless i
        "ADMİN", // a dotted I, which is i in the lower case of Turkish
        "ａｄｍｉｎ", // full width
        "𝐚𝐝𝐦𝐢𝐧", // mathematical, beyond the first plane
        "\u212Aelvin", // the Kelvin sign, which is k in lower case
        "ſam", // a long s, which is S in upper case
        "ádmin",
        "a\u0301dmin", // the same in two pieces
        "admin\u200B", // a space of no width
        "\uFEFFadmin",
        "admin\u202E",
        "admin\u00AD",
        "adm\u0661n", // an Arabic digit
        "admin\0",
        "admin\n",
        "\nadmin",
        " admin",
        "admin ",
        "ad min",
        "admin/x",
        "admin:x",
        "admin*",
        "admin?",
        "${aws:username}",
        "admin\\",
        "admin;drop",
        "admin%00",
        "\uD800",
        "",
    ];

    [Theory]
    [MemberData(nameof(LookAlikes))]
    public void A_look_alike_is_no_name(string text) => Assert.False(IamName.TryParse(text, out _));

    [Theory]
    [InlineData("a")]
    [InlineData("A_Z09+=,.@-")]
    [InlineData("-")]
    [InlineData("..")]
    [InlineData("first.last@example.com")]
    public void A_name_is_kept_as_it_was_given(string text)
    {
        Assert.True(IamName.TryParse(text, out var name));
        Assert.Equal(text, name.ToString());
        Assert.Equal(text.ToUpperInvariant(), IamName.Parse(text.ToUpperInvariant()).ToString());
        Assert.Equal(name.Key, IamName.Parse(text.ToUpperInvariant()).Key);
    }

    [Fact]
    public void No_character_beside_those_of_the_pattern_is_in_a_name() => Assert.Equal(
        "+,-.0123456789=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz",
        string.Concat(Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(character => IamName.TryParse(character.ToString(), out _))));

    [Fact]
    public void A_name_has_1_to_128_characters()
    {
        Assert.True(IamName.TryParse(new string('a', 128), out _));
        Assert.False(IamName.TryParse(new string('a', 129), out _));
        Assert.False(IamName.TryParse(null, out _));
        Assert.Throws<FormatException>(() => IamName.Parse("a b"));
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/a/", true)]
    [InlineData("/a/b/", true)]
    [InlineData("/!~*?/", true)]
    [InlineData("", false)]
    [InlineData("//", false)]
    [InlineData("a/", false)]
    [InlineData("/a", false)]
    [InlineData("/a b/", false)]
    [InlineData("/ä/", false)]
    [InlineData("/a\n/", false)]
    [InlineData("/\u007F/", false)]
    [InlineData(null, false)]
    public void A_path_is_a_slash_or_printable_ASCII_between_two(string? text, bool isPath)
    {
        Assert.Equal(isPath, IamPath.TryParse(text, out var path));
        Assert.Equal(isPath ? text : "/", path.ToString());
    }

    [Fact]
    public void A_path_has_at_most_512_characters()
    {
        Assert.True(IamPath.TryParse($"/{new string('a', 510)}/", out _));
        Assert.False(IamPath.TryParse($"/{new string('a', 511)}/", out _));
    }
}
