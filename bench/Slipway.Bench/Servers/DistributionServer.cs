using System.Diagnostics;
using System.Text;

namespace Slipway.Bench.Servers;

/// <summary>
/// CNCF distribution with its file driver, as Debian ships it: its own Basic authentication over an htpasswd file (bcrypt
/// at the cost that the htpasswd tool uses by default), or none.
/// </summary>
internal sealed class DistributionServer(string name, string folder, bool isAuthenticated) : ServerUnderTest(name, folder)
{
    private const string User = "bench";
    private const string Password = "slipway-bench";
    private const string PasswordHash = "$2b$05$Kt/BCU1ivCjbCYuYpxVY8eCSK.b.cTJseQ7QCNaMyNzpW/4OGKoKm";

    public const string Program = "docker-registry";

    public string Repositories => Path.Combine(Folder, "data/docker/registry/v2/repositories");

    protected override ProcessStartInfo Command()
    {
        File.WriteAllText(Path.Combine(Folder, "htpasswd"), $"{User}:{PasswordHash}\n");
        var configuration = Path.Combine(Folder, "config.yml");
        File.WriteAllText(configuration, $"""
            version: 0.1
            log:
              level: error
              accesslog:
                disabled: true
            storage:
              cache:
                blobdescriptor: inmemory
              filesystem:
                rootdirectory: {Path.Combine(Folder, "data")}
              delete:
                enabled: true
            http:
              addr: {EndPoint}
            """ + (isAuthenticated ? $"""

            auth:
              htpasswd:
                realm: bench
                path: {Path.Combine(Folder, "htpasswd")}
            """ : "") + "\n");
        if (isAuthenticated)
            Authorization = $"Authorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"{User}:{Password}"))}\r\n";
        var start = new ProcessStartInfo(Program, ["serve", configuration]);
        start.Environment["OTEL_TRACES_EXPORTER"] = "none";
        return start;
    }
}
