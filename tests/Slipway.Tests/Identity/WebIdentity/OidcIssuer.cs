using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Slipway.Tests.Identity.WebIdentity;

/// <summary>An identity provider on this machine, with a certificate that nobody's system trusts.</summary>
internal sealed class OidcIssuer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly X509Certificate2[] shown;

    private OidcIssuer(X509Certificate2[] shown)
    {
        this.shown = shown;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = shown[0];
            https.ServerCertificateChain = [.. shown[1..]];
        })));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    /// <summary>What it publishes.</summary>
    public List<SigningKey> Keys { get; } = [];

    public string Url { get; private set; } = "";

    /// <summary>Without the scheme, as providers are registered.</summary>
    public string Name => Url["https://".Length..];

    public string Thumbprint => shown[^1].Thumbprint;

    /// <summary>How often its keys were asked for.</summary>
    public int Fetches { get; private set; }

    /// <summary>It answers errors.</summary>
    public bool IsAway { get; set; }

    /// <summary>Answers in the place of its own; by path.</summary>
    public Dictionary<string, Func<HttpContext, Task>> Odd { get; } = [];

    public static async Task<OidcIssuer> StartAsync() => await StartAsync(Certificates.SelfSigned("127.0.0.1"));

    /// <param name="shown">Its own certificate first.</param>
    public static async Task<OidcIssuer> StartAsync(params X509Certificate2[] shown)
    {
        var issuer = new OidcIssuer(shown);
        await issuer.app.StartAsync();
        issuer.Url = issuer.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        issuer.Keys.Add(SigningKey.Create("RS256", "first"));
        return issuer;
    }

    /// <summary>Claims of a good token at a moment.</summary>
    public JsonObject Claims(DateTimeOffset now, string audience, string subject) => new()
    {
        ["iss"] = Url,
        ["aud"] = audience,
        ["sub"] = subject,
        ["iat"] = now.ToUnixTimeSeconds(),
        ["nbf"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
    };

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        foreach (var key in Keys) key.Dispose();
        foreach (var certificate in shown) certificate.Dispose();
    }

    private Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == "/keys") Fetches++;
        if (Odd.TryGetValue(http.Request.Path, out var odd)) return odd(http);
        http.Response.StatusCode = IsAway ? 503 : 200;
        return http.Request.Path.Value switch
        {
            "/.well-known/openid-configuration" => http.Response.WriteAsync(new JsonObject { ["issuer"] = Url, ["jwks_uri"] = $"{Url}/keys" }.ToJsonString()),
            "/keys" => http.Response.WriteAsync(new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(key => key.PublicKey())]) }.ToJsonString()),
            _ => Task.CompletedTask,
        };
    }
}

internal static class Certificates
{
    public static X509Certificate2 SelfSigned(string name) => Create(name, issuer: null, isAuthority: false);

    /// <param name="issuer">null for one that signs itself.</param>
    public static X509Certificate2 Create(string name, X509Certificate2? issuer, bool isAuthority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        if (isAuthority) request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(name.Replace(' ', '-'));
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        if (issuer is null) return Exported(request.CreateSelfSigned(now.AddDays(-2), now.AddDays(2)));
        using var signed = request.Create(issuer, issuer.NotBefore, issuer.NotAfter, RandomNumberGenerator.GetBytes(8));
        return Exported(signed.CopyWithPrivateKey(key));
    }

    private static X509Certificate2 Exported(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
}
