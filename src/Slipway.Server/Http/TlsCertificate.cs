using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Server.Http;

/// <summary>The server's certificate, read again when its file changes, so that a renewal needs no restart.</summary>
internal sealed class TlsCertificate
{
    private readonly Lock gate = new();
    private readonly TlsFiles files;
    private X509Certificate2 current;
    private DateTime readFrom;
    private long checkedAt;

    public TlsCertificate(TlsFiles files)
    {
        this.files = files;
        current = Read();
    }

    public X509Certificate2 Current()
    {
        lock (gate)
        {
            if (Environment.TickCount64 - checkedAt < 10_000) return current;
            checkedAt = Environment.TickCount64;
            if (File.GetLastWriteTimeUtc(files.Certificate) == readFrom) return current;
            try
            {
                return current = Read();
            }
            catch (Exception unfinished) when (unfinished is IOException or UnauthorizedAccessException or CryptographicException)
            {
                // Caught between the two files being replaced, or not ours to read: the old pair serves until the new one is whole.
                return current;
            }
        }
    }

    private X509Certificate2 Read()
    {
        var writtenAt = File.GetLastWriteTimeUtc(files.Certificate);
        var certificate = X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);
        (readFrom, checkedAt) = (writtenAt, Environment.TickCount64);
        return certificate;
    }
}
