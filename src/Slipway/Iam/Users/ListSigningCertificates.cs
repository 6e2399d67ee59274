using Slipway.Identity;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Users;

internal sealed record ListSigningCertificatesRequest(
    IamName? UserName,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListSigningCertificatesResponse(IReadOnlyList<SigningCertificate> Certificates, bool IsTruncated);

/// <summary>A certificate for requests of SOAP; nobody has any.</summary>
internal sealed record SigningCertificate(string CertificateId);

/// <summary>The signing certificates of a user: none, since nothing here takes what they would sign. AWS: API_ListSigningCertificates.</summary>
[Operation<IamApi>]
internal sealed class ListSigningCertificates(IUserStore users, Paging paging) : IOperation<ListSigningCertificatesRequest, ListSigningCertificatesResponse>
{
    public static Access Requires(ListSigningCertificatesRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<ListSigningCertificatesResponse> HandleAsync(ListSigningCertificatesRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName, ct);
        paging.Ask(caller, nameof(ListSigningCertificates), request.Marker, request.MaxItems, user.Id);
        return new([], IsTruncated: false);
    }
}
