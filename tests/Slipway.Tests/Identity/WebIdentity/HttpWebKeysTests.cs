using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Adapters.Http;
using Slipway.Adapters.Oidc;
using Slipway.Identity.WebIdentity;

namespace Slipway.Tests.Identity.WebIdentity;

public sealed class HttpWebKeysTests
{
    private const string Discovery = "/.well-known/openid-configuration";

    private static readonly HttpWebKeys Local = new(new(new(["127.0.0.1"])), NullLogger<HttpWebKeys>.Instance);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_are_fetched_from_where_the_provider_says()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        var fetch = await Local.FetchAsync(issuer.Url, [issuer.Thumbprint.ToLowerInvariant()], Ct);
        Assert.Equal("first", Assert.Single(fetch.Keys!.Keys).Id);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        Assert.Equal(WebKeyFault.UntrustedCertificate, (await Local.FetchAsync(issuer.Url, [], Ct)).Fault);
        Assert.Equal(WebKeyFault.UntrustedCertificate, (await Local.FetchAsync(issuer.Url, [new string('a', 40)], Ct)).Fault);
        Assert.Equal(0, issuer.Fetches);
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_refused_though_its_thumbprint_is_listed()
    {
        await using var issuer = await OidcIssuer.StartAsync(Certificates.SelfSigned("127.0.0.2"));
        Assert.Equal(WebKeyFault.UntrustedCertificate, (await Local.FetchAsync(issuer.Url, [issuer.Thumbprint], Ct)).Fault);
    }

    [Fact]
    public async Task The_thumbprint_may_be_that_of_the_authority_or_of_one_between()
    {
        using var root = Certificates.Create("A Root", null, isAuthority: true);
        var middle = Certificates.Create("A Middle", root, isAuthority: true);
        await using var issuer = await OidcIssuer.StartAsync(Certificates.Create("127.0.0.1", middle, isAuthority: false), middle);
        Assert.NotNull((await Local.FetchAsync(issuer.Url, [middle.Thumbprint], Ct)).Keys);
        // The root is not shown, so its thumbprint leads nowhere.
        Assert.Null((await Local.FetchAsync(issuer.Url, [root.Thumbprint], Ct)).Keys);
    }

    [Fact]
    public async Task An_authority_that_is_only_shown_and_did_not_sign_vouches_for_nothing()
    {
        using var root = Certificates.Create("A Root", null, isAuthority: true);
        using var forgedRoot = Certificates.Create("A Root", null, isAuthority: true);
        var middle = Certificates.Create("A Middle", root, isAuthority: true);
        using var forgedMiddle = Certificates.Create("A Middle", forgedRoot, isAuthority: true);
        // Signed by another key under the same name, with the true authority's certificate beside it.
        await using var issuer = await OidcIssuer.StartAsync(Certificates.Create("127.0.0.1", forgedMiddle, isAuthority: false), middle);
        Assert.Equal(WebKeyFault.UntrustedCertificate, (await Local.FetchAsync(issuer.Url, [middle.Thumbprint], Ct)).Fault);
        await using var selfMade = await OidcIssuer.StartAsync(Certificates.SelfSigned("127.0.0.1"), Certificates.Create("Another", root, isAuthority: true));
        Assert.Equal(WebKeyFault.UntrustedCertificate, (await Local.FetchAsync(selfMade.Url, [selfMade.Thumbprint], Ct)).Fault);
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        issuer.Odd[Discovery] = http =>
        {
            http.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };
        Assert.Equal(WebKeyFault.Unreachable, (await Fetch(issuer)).Fault);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"issuer":"ISSUER"}""")]
    [InlineData("""{"issuer":"ISSUER","jwks_uri":"http://127.0.0.1/keys"}""")]
    [InlineData("""{"issuer":"ISSUER","jwks_uri":"file:///etc/passwd"}""")]
    [InlineData("""{"issuer":"ISSUER","jwks_uri":"https://user@127.0.0.1/keys"}""")]
    [InlineData("""{"issuer":"https://another.example","jwks_uri":"ISSUER/keys"}""")]
    [InlineData("""{"issuer":"ISSUER/","jwks_uri":"ISSUER/keys"}""")]
    public async Task A_document_that_is_not_the_issuers_own_is_unusable(string document)
    {
        await using var issuer = await OidcIssuer.StartAsync();
        issuer.Odd[Discovery] = http => http.Response.WriteAsync(document.Replace("ISSUER", issuer.Url, StringComparison.Ordinal), Ct);
        Assert.Equal(WebKeyFault.Unusable, (await Fetch(issuer)).Fault);
    }

    [Fact]
    public async Task Endless_answers_end()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        var sent = 0;
        issuer.Odd["/keys"] = async http =>
        {
            var piece = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested && sent < 1 << 28)
            {
                await http.Response.Body.WriteAsync(piece, http.RequestAborted);
                sent += piece.Length;
            }
        };
        Assert.Equal(WebKeyFault.Unreachable, (await Fetch(issuer)).Fault);
        Assert.InRange(sent, 0, 1 << 27);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_given_up()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        issuer.Odd["/keys"] = http => Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System, http.RequestAborted);
        Assert.Equal(WebKeyFault.Unreachable, (await Fetch(issuer)).Fault);
    }

    [Fact]
    public async Task This_machine_is_not_asked_unless_it_is_allowed()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        HttpWebKeys strict = new(new(new([])), NullLogger<HttpWebKeys>.Instance);
        Assert.Equal(WebKeyFault.Unreachable, (await strict.FetchAsync(issuer.Url, [issuer.Thumbprint], Ct)).Fault);
        // The name leads there too; what counts is the address that is connected to.
        Assert.Equal(WebKeyFault.Unreachable, (await strict.FetchAsync(issuer.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), [issuer.Thumbprint], Ct)).Fault);
        Assert.Equal(0, issuer.Fetches);
    }

    [Fact]
    public async Task A_host_that_is_not_allowed_is_not_reached_by_way_of_one_that_is()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        issuer.Odd[Discovery] = http => http.Response.WriteAsync(
            new JsonObject { ["issuer"] = issuer.Url, ["jwks_uri"] = issuer.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/keys" }.ToJsonString(), Ct);
        Assert.Equal(WebKeyFault.Unreachable, (await Fetch(issuer)).Fault);
        Assert.Equal(0, issuer.Fetches);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.8.8", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("168.63.129.16", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("::", true)]
    [InlineData("::1", true)]
    [InlineData("fe80::1%1", true)]
    [InlineData("fd00:ec2::254", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::ffff:169.254.169.254", true)]
    [InlineData("::7f00:1", true)]
    [InlineData("64:ff9b::7f00:1", true)]
    [InlineData("64:ff9b:1::a9fe:a9fe", true)]
    [InlineData("::ffff:0:7f00:1", true)]
    [InlineData("fd20:ce::254", true)]
    [InlineData("2001:0:4136:e378:8000:63bf:5601:5601", true)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:7f00:1::", true)]
    [InlineData("2002:a9fe:a9fe::1", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("192.168.0.10", false)]
    [InlineData("140.82.121.4", false)]
    [InlineData("2606:50c0:8000::154", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("64:ff9b::8c52:7904", false)]
    public void Addresses_of_this_machine_its_link_and_metadata_are_forbidden(string address, bool isForbidden) =>
        Assert.Equal(isForbidden, ForbiddenAddresses.Contains(IPAddress.Parse(address)));

    private static ValueTask<WebKeyFetch> Fetch(OidcIssuer issuer) => Local.FetchAsync(issuer.Url, [issuer.Thumbprint], Ct);
}
