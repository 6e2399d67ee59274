using System.Security.Cryptography;
using Slipway.Registry.Signing;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Signing;

internal sealed record GetSigningCertificateRequest([Length(0, 200), Pattern(SigningRuleShape.ProfilePattern)] string SigningProfileArn);

/// <param name="CertificateChain">PEM: the certificate of the key, then the root.</param>
/// <param name="RootCertificate">PEM: what <c>notation</c> is told to trust.</param>
internal sealed record GetSigningCertificateResponse(string SigningProfileArn, string CertificateChain, string RootCertificate);

/// <summary>The certificates of a signing profile's key, to verify signatures with. Ours: API_GetSigningCertificate.</summary>
[Operation<SlipwayApi>]
internal sealed class GetSigningCertificate(SigningKeys keys) : IOperation<GetSigningCertificateRequest, GetSigningCertificateResponse>
{
    public static Access Requires(GetSigningCertificateRequest request, Caller caller) => Access.On("*");

    public async ValueTask<GetSigningCertificateResponse> HandleAsync(GetSigningCertificateRequest request, Caller caller, CancellationToken ct)
    {
        // The certificates of other accounts are nobody's business here.
        if (!Arn.TryParse(request.SigningProfileArn, out var arn) || arn.Account != caller.Account
            || await keys.FindAsync(request.SigningProfileArn, ct) is not { } key)
            throw SigningErrors.ProfileNotFound(request.SigningProfileArn);
        var (leaf, root) = (PemOf(key.Leaf), PemOf(key.Root));
        return new(request.SigningProfileArn, leaf + root, root);
    }

    private static string PemOf(ReadOnlyMemory<byte> certificate) => PemEncoding.WriteString("CERTIFICATE", certificate.Span) + "\n";
}
