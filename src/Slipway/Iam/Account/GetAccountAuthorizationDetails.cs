using System.Globalization;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Account;

internal sealed record GetAccountAuthorizationDetailsRequest(
    IReadOnlyList<AuthorizationEntity>? Filter,
    [Bounds(1, Paging.MostItems)] int? MaxItems,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker);

internal sealed record GetAccountAuthorizationDetailsResponse(
    IReadOnlyList<UserDetail> UserDetailList,
    IReadOnlyList<GroupDetail> GroupDetailList,
    IReadOnlyList<RoleDetail> RoleDetailList,
    IReadOnlyList<ManagedPolicyDetail> Policies,
    bool IsTruncated,
    string? Marker);

/// <summary>EntityType of the model, in the order in which they are told.</summary>
internal enum AuthorizationEntity
{
    [Wire("User")]
    User,
    [Wire("Group")]
    Group,
    [Wire("Role")]
    Role,
    [Wire("LocalManagedPolicy")]
    LocalManagedPolicy,
    [Wire("AWSManagedPolicy")]
    AwsManagedPolicy,
}

/// <summary>
/// A page of all users, groups, roles and managed policies with everything that gives or limits permissions. AWS: API_GetAccountAuthorizationDetails.
/// </summary>
[Operation<IamApi>]
internal sealed class GetAccountAuthorizationDetails(AuthorizationDetails details, Paging paging)
    : IOperation<GetAccountAuthorizationDetailsRequest, GetAccountAuthorizationDetailsResponse>
{
    public static Access Requires(GetAccountAuthorizationDetailsRequest request, Caller caller) => Access.On("*");

    public async ValueTask<GetAccountAuthorizationDetailsResponse> HandleAsync(
        GetAccountAuthorizationDetailsRequest request, Caller caller, CancellationToken ct)
    {
        List<AuthorizationEntity> kinds = [.. (request.Filter is { Count: > 0 } asked ? asked : Enum.GetValues<AuthorizationEntity>()).Distinct().Order()];
        var page = paging.Ask(caller, nameof(GetAccountAuthorizationDetails), request.Marker, request.MaxItems, string.Join(',', kinds));
        var (first, after) = PlaceOf(page.After);
        var found = new Found();
        (AuthorizationEntity Kind, string Name)? last = null;
        foreach (var kind in kinds.Where(kind => kind >= first))
        {
            // Whether anything of the further kinds follows is seen on the next page.
            if (found.Count == page.Limit) return found.Answer(MarkerOf(page, last));
            var (hasMore, name) = await AddAsync(found, kind, caller.Account, kind == first ? after : null, page.Limit - found.Count, ct);
            if (name is not null) last = (kind, name);
            if (hasMore) return found.Answer(MarkerOf(page, last));
        }

        return found.Answer(marker: null);
    }

    private async ValueTask<(bool HasMore, string? Last)> AddAsync(
        Found found, AuthorizationEntity kind, string account, string? after, int limit, CancellationToken ct) => kind switch
    {
        AuthorizationEntity.User => Add(found.Users, await details.UsersAsync(account, after, limit, ct), user => user.UserName),
        AuthorizationEntity.Group => Add(found.Groups, await details.GroupsAsync(account, after, limit, ct), group => group.GroupName),
        AuthorizationEntity.Role => Add(found.Roles, await details.RolesAsync(account, after, limit, ct), role => role.RoleName),
        AuthorizationEntity.LocalManagedPolicy => Add(found.Policies, await details.LocalPoliciesAsync(account, after, limit, ct), policy => policy.PolicyName),
        _ => Add(found.Policies, await details.AwsPoliciesAsync(account, after, limit, ct), policy => policy.PolicyName),
    };

    private static (bool HasMore, string? Last) Add<T>(List<T> all, Page<T> page, Func<T, string> nameOf)
    {
        all.AddRange(page.Items);
        return (page.HasMore, page.Items.Count == 0 ? null : nameOf(page.Items[^1]));
    }

    private static string? MarkerOf(AskedPage page, (AuthorizationEntity Kind, string Name)? last) => last is not { } place
        ? null
        : page.MarkerAfter(new Page<(AuthorizationEntity Kind, string Name)>([place], HasMore: true), item => string.Create(CultureInfo.InvariantCulture, $"{(int)item.Kind} {item.Name}"));

    /// <summary>A kind by its number, and the name that the page begins behind.</summary>
    private static (AuthorizationEntity Kind, string? Name) PlaceOf(string? after) =>
        after is null ? (AuthorizationEntity.User, null) : ((AuthorizationEntity)(after[0] - '0'), after[2..]);

    private sealed class Found
    {
        public List<UserDetail> Users { get; } = [];

        public List<GroupDetail> Groups { get; } = [];

        public List<RoleDetail> Roles { get; } = [];

        public List<ManagedPolicyDetail> Policies { get; } = [];

        public int Count => Users.Count + Groups.Count + Roles.Count + Policies.Count;

        public GetAccountAuthorizationDetailsResponse Answer(string? marker) => new(Users, Groups, Roles, Policies, marker is not null, marker);
    }
}
