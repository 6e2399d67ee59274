using Slipway.Identity.Sessions;
using Slipway.Kernel;
using Slipway.Tests.Support;
using Slipway.Wire;

namespace Slipway.Tests.Identity.Sessions;

public sealed class SessionTokensTests
{
    private static readonly DataKey Key = new(Enumerable.Range(0, DataKey.Size).Select(i => (byte)i).ToArray());

    private readonly SequenceIds ids = new();
    private readonly SessionTokens tokens;

    public SessionTokensTests() => tokens = new(Key, ids);

    private static Session Plain { get; } = new(
        "AROA234567ABCDEFGHIJK", "arn:aws:iam::123456789013:role/team/web/Deployer", "ci", FakeClock.Start, FakeClock.Start.AddHours(1));

    private static Session Full { get; } = Plain with
    {
        IsRestricted = true,
        Policies = ["""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:*","Resource":"*"}]}"""],
        PolicyArns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        Tags = [new("team", "blüte"), new("stage", "")],
        TransitiveTagKeys = ["team"],
        SourceIdentity = "alice",
        MultiFactorAt = FakeClock.Start.AddSeconds(-5),
        FederatedProvider = "arn:aws:iam::123456789013:oidc-provider/token.actions.githubusercontent.com",
        ParentAccessKeyId = "AKIAPARENT",
    };

    [Fact]
    public void A_session_comes_out_as_it_went_in()
    {
        var credentials = tokens.Issue(PrincipalKind.AssumedRole, Full);
        for (var i = 0; i < 2; i++)
        {
            var opened = tokens.Open(credentials.AccessKeyId, credentials.SessionToken);
            Assert.Equal(credentials.SecretAccessKey, opened!.SecretAccessKey);
            Assert.Equivalent(Full, opened.Principal.Session, strict: true);
        }
    }

    [Theory]
    [InlineData(PrincipalKind.AssumedRole, "arn:aws:sts::123456789013:assumed-role/Deployer/ci", "AROA234567ABCDEFGHIJK:ci")]
    [InlineData(PrincipalKind.FederatedUser, "arn:aws:sts::123456789013:federated-user/ci", "123456789013:ci")]
    [InlineData(PrincipalKind.User, "arn:aws:iam::123456789013:role/team/web/Deployer", "AROA234567ABCDEFGHIJK")]
    public void A_principal_is_known_by_its_issuer_and_name(PrincipalKind kind, string arn, string userId)
    {
        var credentials = tokens.Issue(kind, Plain);
        var principal = tokens.Open(credentials.AccessKeyId, credentials.SessionToken)!.Principal;
        Assert.Equal(("123456789013", arn, userId, credentials.AccessKeyId, kind), (principal.Account, principal.Arn, principal.UserId, principal.AccessKeyId, principal.Kind));
    }

    [Fact]
    public void Credentials_look_like_those_of_AWS()
    {
        var credentials = tokens.Issue(PrincipalKind.AssumedRole, Plain);
        Assert.Matches("^ASIA[A-Z2-7]{16}$", credentials.AccessKeyId);
        Assert.Equal(40, credentials.SecretAccessKey.Length);
        Assert.InRange(credentials.SessionToken.Length, 301, 400);
        Assert.Equal(Plain.ExpiresAt, credentials.ExpiresAt);
        Assert.DoesNotContain(credentials.SecretAccessKey, credentials.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_is_the_same_principal_as_long_as_it_is_remembered()
    {
        var credentials = tokens.Issue(PrincipalKind.AssumedRole, Plain);
        Assert.Same(
            tokens.Open(credentials.AccessKeyId, credentials.SessionToken)!.Principal,
            tokens.Open(credentials.AccessKeyId, credentials.SessionToken)!.Principal);
    }

    [Fact]
    public void A_token_outlives_a_restart()
    {
        var credentials = tokens.Issue(PrincipalKind.AssumedRole, Plain);
        Assert.NotNull(new SessionTokens(Key, ids).Open(credentials.AccessKeyId, credentials.SessionToken));
    }

    [Fact]
    public void A_token_with_any_bit_changed_is_nobody()
    {
        var credentials = tokens.Issue(PrincipalKind.AssumedRole, Full);
        Assert.NotNull(tokens.Open(credentials.AccessKeyId, credentials.SessionToken));
        var bytes = Convert.FromBase64String(credentials.SessionToken);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(tokens.Open(credentials.AccessKeyId, Convert.ToBase64String(changed)));
        }
    }

    [Fact]
    public void A_token_with_any_character_changed_added_or_left_out_is_nobody()
    {
        foreach (var name in new[] { "a", "ab", "abc" })
        {
            // Every length of the last group of base64, whose spare bits and padding mean nothing to a careless reader.
            var (id, token) = tokens.Issue(PrincipalKind.AssumedRole, Full with { Name = name }) is var made ? (made.AccessKeyId, made.SessionToken) : default;
            for (var i = 0; i < token.Length; i++)
            {
                var other = token[i] is 'A' ? 'B' : 'A';
                Assert.Null(tokens.Open(id, token[..i] + other + token[(i + 1)..]));
                Assert.Null(tokens.Open(id, token[..i] + token[(i + 1)..]));
                Assert.Null(tokens.Open(id, $"{token[..i]} {token[i..]}"));
            }

            foreach (var last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
            {
                var at = token.TrimEnd('=').Length - 1;
                if (last != token[at]) Assert.Null(tokens.Open(id, token[..at] + last + token[(at + 1)..]));
            }

            Assert.Null(tokens.Open(id, token + "\n"));
            Assert.Null(tokens.Open(id, token + "AAAA"));
        }
    }

    [Fact]
    public void A_token_opens_for_its_own_key_alone()
    {
        var (mine, other) = (tokens.Issue(PrincipalKind.AssumedRole, Plain), tokens.Issue(PrincipalKind.AssumedRole, Plain));
        Assert.Null(tokens.Open(other.AccessKeyId, mine.SessionToken));
        Assert.Null(tokens.Open(mine.AccessKeyId.ToLowerInvariant(), mine.SessionToken));
        Assert.Null(tokens.Open("", mine.SessionToken));
    }

    [Fact]
    public void A_token_of_another_installation_is_nobody()
    {
        var credentials = new SessionTokens(new(new byte[DataKey.Size]), ids).Issue(PrincipalKind.AssumedRole, Plain);
        Assert.Null(tokens.Open(credentials.AccessKeyId, credentials.SessionToken));
    }

    [Fact]
    public void What_another_part_has_sealed_is_no_token()
    {
        var other = Convert.ToBase64String(Key.Box("registry-token").Seal(new byte[240], "ASIAX"u8));
        Assert.Null(tokens.Open("ASIAX", other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not a token at all")]
    [InlineData("ключ")]
    [InlineData("AQ==")]
    public void Made_up_tokens_are_nobody(string token) => Assert.Null(tokens.Open("ASIAX", token));

    [Fact]
    public void A_huge_token_is_nobody() => Assert.Null(tokens.Open("ASIAX", new string('A', 1 << 22)));

    [Fact]
    public void The_largest_session_fits_into_a_token_of_its_bounded_length()
    {
        var noise = ids.NewText("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 4096);
        var largest = Enumerable.Range(1, noise.Length)
            .Select(length => new Session(
                "AROA234567ABCDEFGHIJK", $"arn:aws:iam::123456789013:role/{new string('p', 510)}/{new string('r', 64)}", new('n', 64), FakeClock.Start, FakeClock.Start)
            {
                Policies = [noise[..length]],
                SourceIdentity = new('s', 64),
                FederatedProvider = $"arn:aws:iam::123456789013:oidc-provider/{new string('u', 255)}",
                ParentAccessKeyId = new('k', 20),
            })
            .Last(session => PackedPolicy.PercentOf(session) <= 100);
        Assert.Equal(100, PackedPolicy.PercentOf(largest));
        var credentials = tokens.Issue(PrincipalKind.AssumedRole, largest);
        Assert.InRange(credentials.SessionToken.Length, 4000, SessionTokens.MaxLength);
        Assert.Equivalent(largest, tokens.Open(credentials.AccessKeyId, credentials.SessionToken)!.Principal.Session, strict: true);
    }
}
