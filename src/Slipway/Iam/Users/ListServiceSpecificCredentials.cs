using Slipway.Identity;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Users;

internal sealed record ListServiceSpecificCredentialsRequest(
    [Length(1, 64)] IamName? UserName,
    string? ServiceName,
    bool? AllUsers,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListServiceSpecificCredentialsResponse(IReadOnlyList<ServiceSpecificCredentialMetadata> ServiceSpecificCredentials, bool IsTruncated);

/// <summary>A password for one service; nobody has any.</summary>
internal sealed record ServiceSpecificCredentialMetadata(string ServiceSpecificCredentialId);

/// <summary>The passwords of a user, or of all, for single services: none, since there is no service that takes them. AWS: API_ListServiceSpecificCredentials.</summary>
[Operation<IamApi>]
internal sealed class ListServiceSpecificCredentials(IUserStore users, Paging paging) : IOperation<ListServiceSpecificCredentialsRequest, ListServiceSpecificCredentialsResponse>
{
    public static Access Requires(ListServiceSpecificCredentialsRequest request, Caller caller) =>
        Access.On(request.AllUsers is true ? IamArns.All(caller, "user") : IamArns.User(caller, request.UserName));

    public async ValueTask<ListServiceSpecificCredentialsResponse> HandleAsync(ListServiceSpecificCredentialsRequest request, Caller caller, CancellationToken ct)
    {
        var userId = request.AllUsers is true ? null : (await users.RequireAsync(caller, request.UserName, ct)).Id;
        paging.Ask(caller, nameof(ListServiceSpecificCredentials), request.Marker, request.MaxItems, userId);
        return new([], IsTruncated: false);
    }
}
