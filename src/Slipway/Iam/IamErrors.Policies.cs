using Slipway.Identity;
using Slipway.Wire;

namespace Slipway.Iam;

internal static partial class IamErrors
{
    public static AwsError InvalidArn(string arn) => ValidationError($"ARN {arn} is not valid.");

    public static AwsError PolicyNotFound(string arn) => NoSuchEntity($"Policy {arn} was not found.");

    public static AwsError NoSuchAttachablePolicy(string arn) => NoSuchEntity($"Policy {arn} does not exist or is not attachable.");

    public static AwsError PolicyVersionNotFound(string arn, string version) =>
        NoSuchEntity($"Policy {arn} version {version} does not exist or is not attachable.");

    /// <summary>A policy of AWS's own or of another account cannot be changed.</summary>
    public static AwsError ForeignPolicy() => new("AccessDenied", "Policy is outside your own account.") { Status = 403 };

    public static AwsError PolicyAlreadyExists(string name) =>
        EntityAlreadyExists($"A policy called {name} already exists. Duplicate names are not allowed.");

    /// <param name="fault">The engine's sentence.</param>
    public static AwsError MalformedPolicyDocument(string fault) => new("MalformedPolicyDocument", fault);

    public static AwsError TooManyVersions() => LimitExceeded(
        $"A managed policy can have up to {IamQuotas.VersionsPerPolicy} versions. Before you create a new version, you must delete an existing version.");

    public static AwsError DefaultVersion() => DeleteConflict("Cannot delete the default version of a policy.");

    public static AwsError PolicyIsAttached() => DeleteConflict("Cannot delete a policy attached to entities.");

    public static AwsError PolicyHasVersions() => DeleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");

    /// <summary>What a service needs for itself is for its service-linked role alone.</summary>
    public static AwsError ServiceRolePolicy() => new("PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role.");

    /// <summary>A service-linked role is its service's alone.</summary>
    public static AwsError ProtectedRole(string name) =>
        UnmodifiableEntity($"Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS");

    /// <param name="kind">In lower case, such as <c>user</c>.</param>
    public static AwsError InlinePoliciesTooLarge(string kind, string name, int most) =>
        LimitExceeded($"Maximum policy size of {most} bytes exceeded for {kind} {name}");
}
