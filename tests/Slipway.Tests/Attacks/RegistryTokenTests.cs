using System.Net;
using System.Text;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>Registry tokens that were changed, taken elsewhere, or kept for longer than their holder was there.</summary>
public sealed class RegistryTokenTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_token_has_one_spelling_and_every_other_is_refused()
    {
        var token = await app.Token();
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        List<string> changed = [token + "=", token + "==", token + "A", token + "\n", " " + token, token.Insert(10, " "), token.Insert(10, "\t"), token[..^1], token[1..], token + token, token.ToLowerInvariant(), token + ":", ""];
        foreach (var letter in Letters.Where(letter => letter != token[^1])) changed.Add(token[..^1] + letter);
        for (var at = 0; at < token.Length; at += 7) changed.Add(token[..at] + Letters[(Letters.IndexOf(token[at], StringComparison.Ordinal) ^ 1) & 63] + token[(at + 1)..]);
        foreach (var other in changed) Assert.True(await TryAsync(other) is HttpStatusCode.Unauthorized, other);
        Assert.Equal(HttpStatusCode.OK, await TryAsync(token));
    }

    [Fact]
    public async Task One_kind_of_secret_is_none_of_another_kind()
    {
        var alice = await app.GivenUserWith("alice", StsCalls.Allow("*", "*"));
        var session = (await app.Sts(alice, "GetSessionToken")).Expect(HttpStatusCode.OK).KeyPair();
        var token = RegistryAttacker.PasswordIn(await RegistryAttacker.LoginAsync(app, session));
        foreach (var password in (string[])[alice.SecretAccessKey, alice.AccessKeyId, session.SessionToken!, session.SecretAccessKey, session.SessionToken!.Replace('+', '-').Replace('/', '_').TrimEnd('=')])
            Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(password));
        foreach (var key in (AwsKey[])[session with { SessionToken = token }, alice with { SessionToken = token }, alice with { SessionToken = session.SessionToken }, session with { SessionToken = null }])
            Assert.Equal("InvalidClientTokenId", (await app.Sts(key, "GetCallerIdentity")).Error);
        Assert.Equal(HttpStatusCode.OK, await TryAsync(token));
    }

    [Fact]
    public async Task Who_comes_under_the_name_of_somebody_who_went_is_somebody_else()
    {
        await app.CreateRepository("team/own");
        var first = await RegistryAttacker.EnterAsync(app, Attacker.Statement("Allow", "ecr:*", "*"), Attacker.Statement("Allow", "sts:*", "*"));
        var session = (await app.Sts(first.Key, "GetSessionToken")).Expect(HttpStatusCode.OK).KeyPair();
        var federated = (await app.Sts(first.Key, "GetFederationToken", "Name=guest")).Expect(HttpStatusCode.OK).KeyPair();
        var ofSession = first with { Basic = await RegistryAttacker.LoginAsync(app, session) };
        foreach (var attacker in (RegistryAttacker[])[first, ofSession]) Assert.Equal(200, (await attacker.SendAsync("GET", "/v2/team/own/tags/list")).Status);

        (await app.Iam("DeleteUserPolicy", "UserName=mallory", "PolicyName=only")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteAccessKey", "UserName=mallory", $"AccessKeyId={first.Key.AccessKeyId}")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteUser", "UserName=mallory")).Expect(HttpStatusCode.OK);
        var second = await RegistryAttacker.EnterAsync(app, Attacker.Statement("Allow", "ecr:*", "*"));

        foreach (var attacker in (RegistryAttacker[])[first, ofSession]) Assert.Equal(401, (await attacker.SendAsync("GET", "/v2/")).Status);
        foreach (var key in (AwsKey[])[first.Key, session, federated]) Assert.Equal("InvalidClientTokenId", (await app.Sts(key, "GetCallerIdentity")).Error);
        Assert.Equal(200, (await second.SendAsync("GET", "/v2/team/own/tags/list")).Status);
    }

    [Fact]
    public async Task A_session_goes_by_its_users_name_of_today()
    {
        var alice = await app.GivenUserWith("alice", StsCalls.Allow("*", "*"));
        var session = (await app.Sts(alice, "GetSessionToken", (await app.GivenMfa("alice")).Parameters)).Expect(HttpStatusCode.OK).KeyPair();
        (await app.Iam("UpdateUser", "UserName=alice", "NewUserName=bob")).Expect(HttpStatusCode.OK);
        (await app.Iam("CreateUser", "UserName=alice")).Expect(HttpStatusCode.OK);
        // What is allowed for the one who has the old name now is not allowed for oneself.
        await app.Iam("PutUserPolicy", "UserName=bob", "PolicyName=only", AwsCalls.Form("PolicyDocument", StsCalls.Allow("iam:*", StsCalls.UserArn("alice"))));

        Assert.Equal(StsCalls.UserArn("bob"), await app.WhoIs(session));
        Assert.Equal(
            $"User: {StsCalls.UserArn("bob")} is not authorized to perform: iam:CreateAccessKey on resource: {StsCalls.UserArn("bob")} because no identity-based policy allows the iam:CreateAccessKey action",
            (await app.Iam(session, "CreateAccessKey")).Message);
    }

    private async Task<HttpStatusCode> TryAsync(string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/");
        request.Headers.TryAddWithoutValidation("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:{password}")));
        using var answer = await app.Send(request);
        return answer.StatusCode;
    }
}
