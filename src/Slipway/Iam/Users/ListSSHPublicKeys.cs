using Slipway.Identity;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Users;

internal sealed record ListSSHPublicKeysRequest(
    [Length(1, 64)] IamName? UserName,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListSSHPublicKeysResponse(IReadOnlyList<SSHPublicKeyMetadata> SSHPublicKeys, bool IsTruncated);

/// <summary>A key for CodeCommit; nobody has any.</summary>
internal sealed record SSHPublicKeyMetadata(string SSHPublicKeyId);

/// <summary>The SSH keys of a user: none, since there is no CodeCommit that they would be for. AWS: API_ListSSHPublicKeys.</summary>
[Operation<IamApi>]
internal sealed class ListSSHPublicKeys(IUserStore users, Paging paging) : IOperation<ListSSHPublicKeysRequest, ListSSHPublicKeysResponse>
{
    public static Access Requires(ListSSHPublicKeysRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<ListSSHPublicKeysResponse> HandleAsync(ListSSHPublicKeysRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName, ct);
        paging.Ask(caller, nameof(ListSSHPublicKeys), request.Marker, request.MaxItems, user.Id);
        return new([], IsTruncated: false);
    }
}
