using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Adapters.Oidc;

/// <summary>
/// Trusts a server whose certificate the system trusts, or whose chain of signatures leads to a certificate with a listed
/// SHA-1 thumbprint ("Obtain the thumbprint for an OpenID Connect identity provider" in IAM's user guide). Its name must
/// be the host's either way.
/// </summary>
internal sealed class ThumbprintTrust(IReadOnlyList<string> thumbprints)
{
    /// <summary>A server was refused for its certificate.</summary>
    public bool HasRefused { get; private set; }

    public bool Accepts(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var isTrusted = errors is SslPolicyErrors.None
            || (errors is SslPolicyErrors.RemoteCertificateChainErrors && certificate is X509Certificate2 leaf && chain is not null && LeadsToListed(leaf, chain));
        HasRefused |= !isTrusted;
        return isTrusted;
    }

    private bool LeadsToListed(X509Certificate2 leaf, X509Chain shown)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        foreach (var element in shown.ChainElements) policy.ExtraStore.Add(element.Certificate);
        foreach (var candidate in policy.ExtraStore)
        {
            if (IsListed(candidate)) policy.CustomTrustStore.Add(candidate);
        }

        if (IsListed(leaf)) policy.CustomTrustStore.Add(leaf);
        chain.Build(leaf);
        // A server may show any certificate beside its own. What counts is the path of valid signatures from its own up to
        // the listed one; that the listed one is nobody's root, or leads on to one that is not known, is no objection.
        const X509ChainStatusFlags NoRoot = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;
        foreach (var element in chain.ChainElements)
        {
            if (element.ChainElementStatus.Any(status => (status.Status & ~NoRoot) != 0)) return false;
            if (IsListed(element.Certificate)) return chain.ChainStatus.All(status => (status.Status & ~NoRoot) == 0);
        }

        return false;
    }

    // SHA-1 because thumbprints are; finding a second certificate for one is beyond what it has been broken for.
    private bool IsListed(X509Certificate2 certificate) => thumbprints.Contains(certificate.Thumbprint, StringComparer.OrdinalIgnoreCase);
}
