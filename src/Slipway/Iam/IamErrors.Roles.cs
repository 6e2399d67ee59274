using Slipway.Identity;
using Slipway.Wire;

namespace Slipway.Iam;

internal static partial class IamErrors
{
    public static AwsError TrustPolicyTooLarge() => QuotaExceeded("ACLSizePerRole", IamQuotas.TrustPolicySize);

    public static AwsError UnknownPrincipal(string principal) => MalformedPolicyDocument($"Invalid principal in policy: \"AWS\":\"{principal}\"");

    public static AwsError InstanceProfileNotFound(string name) => NoSuchEntity($"Instance Profile {name} cannot be found.");

    public static AwsError InstanceProfileFull() => QuotaExceeded("InstanceSessionsPerInstanceProfile", 1);

    public static AwsError PathOfServiceLinkedRoles() => InvalidInput("Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles");

    public static AwsError ServiceRoleNameTaken(string name) =>
        InvalidInput($"Service role name {name} has been taken in this account, please try a different suffix.");

    public static AwsError NoCustomSuffix(string service) => InvalidInput($"Custom suffix is not allowed for {service}");

    public static AwsError NoServiceLinkedRoles(string service) => InvalidInput($"Service {service} does not support service-linked roles.");

    public static AwsError DeletionTaskNotFound(string id) => NoSuchEntity($"Deletion task {id} cannot be found.");
}
