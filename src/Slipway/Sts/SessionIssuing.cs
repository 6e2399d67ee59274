using Slipway.Identity.Sessions;
using Slipway.Wire;

namespace Slipway.Sts;

/// <summary>What all operations say of a session that they issue.</summary>
internal static class SessionIssuing
{
    /// <summary>How full the packed policy is, in percent; null where neither policies nor tags were passed.</summary>
    /// <exception cref="AwsError">More than there is room for.</exception>
    public static int? PackedSizeOf(Session session, bool wasPassed)
    {
        var percent = PackedPolicy.PercentOf(session);
        if (percent > 100) throw StsErrors.PackedPolicyTooLarge(percent, isOfTags: !session.IsRestricted);
        return wasPassed ? percent : null;
    }
}
