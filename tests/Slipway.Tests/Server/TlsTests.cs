using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Slipway.Tests.Support;

namespace Slipway.Tests.Server;

public sealed class TlsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("slipway-tls-").FullName;

    [Fact]
    public async Task An_https_address_serves_the_certificate_of_its_files()
    {
        var first = Write("first");
        await using var app = new SlipwayApp(new()
        {
            ["SLIPWAY_URLS"] = "https://127.0.0.1:0",
            ["SLIPWAY_TLS_CERTIFICATE"] = Path.Combine(folder, "tls.crt"),
            ["SLIPWAY_TLS_KEY"] = Path.Combine(folder, "tls.key"),
        });
        var url = await app.Url();
        Assert.Equal(first, await SubjectAsync(url, HttpVersion.Version11));
        Assert.Equal(first, await SubjectAsync(url, HttpVersion.Version20));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<string> SubjectAsync(Uri url, Version version)
    {
        var subject = "";
        using var http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => (subject = certificate!.Subject).Length > 0,
            },
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/healthz")) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await http.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, version), (answer.StatusCode, answer.Version));
        return subject;
    }

    private string Write(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(FakeClock.Start.AddYears(-1), FakeClock.Start.AddYears(10));
        File.WriteAllText(Path.Combine(folder, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "tls.key"), key.ExportPkcs8PrivateKeyPem());
        return certificate.Subject;
    }
}
