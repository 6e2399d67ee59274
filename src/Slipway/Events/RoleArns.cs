using Slipway.Wire;

namespace Slipway.Events;

/// <summary>Roles that rules and targets are given.</summary>
internal static class RoleArns
{
    public const string Service = "events.amazonaws.com";

    /// <summary>Whoever hands a role to a service must be allowed to pass it.</summary>
    public static Access Passing(this Access access, string? role) =>
        role is null ? access : access.Also("iam:PassRole", role).With("iam:PassedToService", Service);

    /// <exception cref="AwsError">No role of the caller's account.</exception>
    public static void Check(string? role, Caller caller)
    {
        if (role is null) return;
        if (!Arn.TryParse(role, out var arn) || arn.Service != "iam" || !arn.Resource.StartsWith("role/", StringComparison.Ordinal))
            throw EventsErrors.InvalidParameter("RoleArn", "Provided role is not the ARN of a role.");
        if (arn.Account != caller.Account) throw EventsErrors.InvalidParameter("RoleArn", "Provided role is not of the caller's account.");
    }
}
