using Slipway.Identity.Grants;
using Slipway.Wire;

namespace Slipway.Iam.Simulation;

/// <summary>The user, group or role whose policies are asked about, by its ARN.</summary>
internal static class SimulatedSource
{
    /// <exception cref="AwsError">Not the ARN of a user, group or role, or there is none of it.</exception>
    public static async ValueTask<Entitlement> RequireAsync(this Entitlements entitlements, string text, CancellationToken ct)
    {
        if (!Arn.TryParse(text, out var arn) || arn.Service != "iam" || KindOf(arn) is not ("user" or "group" or "role"))
            throw IamErrors.InvalidEntityArn(text);
        return await entitlements.OfArnAsync(arn, ct) ?? throw IamErrors.NotFound(KindOf(arn), arn.Resource[(arn.Resource.LastIndexOf('/') + 1)..]);
    }

    public static bool IsGroup(string text) => Arn.TryParse(text, out var arn) && KindOf(arn) == "group";

    private static string KindOf(Arn arn) => arn.Resource.Split('/')[0];
}
