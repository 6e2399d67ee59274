using Slipway.Identity.Passwords;

namespace Slipway.Tests.Identity.Passwords;

public sealed class PasswordRulesTests
{
    private static readonly PasswordPolicy Lax = new(6, false, false, false, false, false);

    [Theory]
    [InlineData("abcdefg1", 1)]
    [InlineData("abcdefgh", 2)]
    [InlineData("äöüßéèñç", 3)] // letters of other scripts and cases are of none of the four kinds
    [InlineData("abcdef 1", 1)]
    [InlineData("Abcdefg1", 0)]
    [InlineData("Abcdefg!", 0)]
    [InlineData("ABCDEF1|", 0)]
    public void Without_a_policy_a_password_is_of_three_kinds_of_characters(string password, int lacking)
    {
        var fault = PasswordRules.FindFault(null, password);
        if (lacking == 0) Assert.Null(fault);
        else Assert.StartsWith($"Password should meet {lacking} more of the following requirements: Password should have at least one ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_policy_it_has_eight_characters() => Assert.Equal("Password should have a minimum length of 8", PasswordRules.FindFault(null, "Abcde1!"));

    [Fact]
    public void A_policy_asks_for_what_it_names()
    {
        Assert.Null(PasswordRules.FindFault(Lax, "aaaaaa"));
        Assert.Equal("Password should have a minimum length of 6", PasswordRules.FindFault(Lax, "Aaa1!"));
        Assert.Equal("Password should have at least one uppercase letter", PasswordRules.FindFault(Lax with { RequiresUppercase = true }, "aaaaa1!"));
        Assert.Equal("Password should have at least one lowercase letter", PasswordRules.FindFault(Lax with { RequiresLowercase = true }, "AAAAA1!"));
        Assert.Equal("Password should have at least one number", PasswordRules.FindFault(Lax with { RequiresNumbers = true }, "Aaaaaa!"));
        Assert.Equal("Password should have at least one symbol", PasswordRules.FindFault(Lax with { RequiresSymbols = true }, "Aaaaaa1"));
        Assert.Null(PasswordRules.FindFault(new(6, true, true, true, true, true), "Aaaa1!"));
    }

    [Fact]
    public void Every_symbol_of_the_guide_is_one()
    {
        foreach (var symbol in "!@#$%^&*()_+-=[]{}|'") Assert.Null(PasswordRules.FindFault(Lax with { RequiresSymbols = true }, $"aaaaaa{symbol}"));
        foreach (var other in " ~`;:\"<>,.?/\\ä") Assert.NotNull(PasswordRules.FindFault(Lax with { RequiresSymbols = true }, $"aaaaaa{other}"));
    }

    [Fact]
    public void A_password_runs_out_by_its_age()
    {
        DateTimeOffset then = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Null(Lax.ExpiryOf(then));
        Assert.Equal(then.AddDays(90), (Lax with { MaxAge = 90 }).ExpiryOf(then));
    }
}
