using Slipway.Identity.AccessKeys;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.AccessKeys;

internal sealed record GetAccessKeyLastUsedRequest([Length(16, 128)] [Pattern(@"[\w]+")] string AccessKeyId);

internal sealed record GetAccessKeyLastUsedResponse(string UserName, AccessKeyLastUsed AccessKeyLastUsed);

/// <summary>When and for what a key was last used (API_AccessKeyLastUsed); a key that never was has no date.</summary>
internal sealed record AccessKeyLastUsed(DateTimeOffset? LastUsedDate, string ServiceName, string Region);

/// <summary>When a key of the account last signed a request. AWS: API_GetAccessKeyLastUsed.</summary>
// Departs: whose key it is, is known only when it has been looked up; a policy that names single users does not allow it.
[Operation<IamApi>]
internal sealed class GetAccessKeyLastUsed(IAccessKeyStore keys) : IOperation<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse>
{
    private const string Unknown = "N/A";

    public static Access Requires(GetAccessKeyLastUsedRequest request, Caller caller) => Access.On(IamArns.All(caller, "user"));

    public async ValueTask<GetAccessKeyLastUsedResponse> HandleAsync(GetAccessKeyLastUsedRequest request, Caller caller, CancellationToken ct)
    {
        var use = await keys.FindUseAsync(caller.Account, request.AccessKeyId, ct) ?? throw IamErrors.AccessKeyNotFound(request.AccessKeyId);
        return new(use.UserName, use.Last is { } last ? new(last.At.ToSeconds(), last.Service, last.Region) : new(null, Unknown, Unknown));
    }
}
