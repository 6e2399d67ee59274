using Slipway.Wire;

namespace Slipway.Sts;

/// <summary>A session that a user or the root user gets with a long-term key, and that ends with that key.</summary>
internal static class OwnSession
{
    private const int UsualSeconds = 43_200, RootSeconds = 3_600;

    /// <param name="seconds">Within the bounds of the model; null for the usual 12 hours. Root has an hour at most, whatever it asks for.</param>
    public static Session Of(Principal principal, int? seconds, TimeProvider clock)
    {
        var lifetime = seconds ?? UsualSeconds;
        if (principal.Kind is PrincipalKind.Account) lifetime = Math.Min(lifetime, RootSeconds);
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        return new(principal.UserId, principal.Arn, principal.Arn[(principal.Arn.LastIndexOf('/') + 1)..], now, now.AddSeconds(lifetime))
        {
            ParentAccessKeyId = principal.AccessKeyId,
        };
    }
}
