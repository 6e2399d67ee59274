using Slipway.Identity;
using Slipway.Wire;

namespace Slipway.Iam;

/// <summary>
/// Every refusal IAM can give, worded as the service words it; each noun's own are in a file beside this one. Codes and
/// status as IAM's model states them.
/// </summary>
internal static partial class IamErrors
{
    public static AwsError NoSuchEntity(string message) => new("NoSuchEntity", message) { Status = 404 };

    /// <param name="kind">In lower case, such as <c>user</c>.</param>
    public static AwsError NotFound(string kind, string name) => NoSuchEntity($"The {kind} with name {name} cannot be found.");

    public static AwsError EntityAlreadyExists(string message) => new("EntityAlreadyExists", message) { Status = 409 };

    /// <param name="kind">Capitalized, such as <c>User</c>.</param>
    public static AwsError AlreadyExists(string kind, string name) => EntityAlreadyExists($"{kind} with name {name} already exists.");

    public static AwsError LimitExceeded(string message) => new("LimitExceeded", message) { Status = 409 };

    /// <param name="quota">Such as <c>AccessKeysPerUser</c>.</param>
    public static AwsError QuotaExceeded(string quota, int most) => LimitExceeded($"Cannot exceed quota for {quota}: {most}");

    public static AwsError DeleteConflict(string message) => new("DeleteConflict", message) { Status = 409 };

    public static AwsError DeleteConflict(DeletionObstacle obstacle) => DeleteConflict(obstacle switch
    {
        DeletionObstacle.LoginProfile => "Cannot delete entity, must delete login profile first.",
        DeletionObstacle.AccessKeys => "Cannot delete entity, must delete access keys first.",
        DeletionObstacle.MfaDevices => "Cannot delete entity, must delete MFA device first.",
        DeletionObstacle.InlinePolicies => "Cannot delete entity, must delete policies first.",
        DeletionObstacle.AttachedPolicies => "Cannot delete entity, must detach all policies first.",
        DeletionObstacle.Memberships => "Cannot delete entity, must remove users from group first.",
        DeletionObstacle.InstanceProfiles => "Cannot delete entity, must remove roles from instance profile first.",
        _ => "Cannot delete entity, must remove referenced objects first.",
    });

    public static AwsError InvalidInput(string message) => new("InvalidInput", message);

    /// <summary>A member that keeps the model's bounds and is wrong all the same.</summary>
    public static AwsError ValidationError(string message) => new("ValidationError", message);

    public static AwsError UnmodifiableEntity(string message) => new("UnmodifiableEntity", message);

    public static AwsError InvalidMarker() => ValidationError("Invalid Marker.");

    /// <summary>A permissions boundary that is no managed policy, or none of this account.</summary>
    public static AwsError NoSuchBoundary(string arn) => NoSuchEntity($"Scope ARN: {arn} does not exist or is not attachable.");
}
