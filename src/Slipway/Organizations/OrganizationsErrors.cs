using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations;

/// <summary>Every refusal Organizations can give, worded as the service words it. All are status 400.</summary>
internal static class OrganizationsErrors
{
    /// <summary>Organizations names the kind of one fault, not the member.</summary>
    public static AwsError Invalid(IReadOnlyList<Violation> violations)
    {
        var constraint = violations[0].Constraint;
        if (Has("not be null")) return Input("INPUT_REQUIRED", "You must include a value for all required parameters.");
        if (Has("enum value set")) return Input("INVALID_ENUM", "You specified an invalid value.");
        if (Has("length less than")) return Input("MAX_LENGTH_EXCEEDED", "You provided a string parameter that is longer than allowed.");
        if (Has("length greater than")) return Input("MIN_LENGTH_EXCEEDED", "You provided a string parameter that is shorter than allowed.");
        if (Has("value less than")) return Input("MAX_VALUE_EXCEEDED", "You provided a numeric parameter that has a larger value than allowed.");
        if (Has("value greater than")) return Input("MIN_VALUE_EXCEEDED", "You provided a numeric parameter that has a smaller value than allowed.");
        return Input("INVALID_PATTERN", "You provided a value that does not match the required pattern.");

        bool Has(string words) => constraint.Contains(words, StringComparison.Ordinal);
    }

    public static AwsError InvalidNextToken() => Input("INVALID_NEXT_TOKEN", "You provided an invalid NextToken value.");

    public static AwsError ImmutablePolicy() => Input("IMMUTABLE_POLICY", "You specified a policy that is managed by AWS and can't be modified.");

    public static AwsError InvalidRoleName() => Input("INVALID_ROLE_NAME", "You provided a role name that is not valid. A role name can't begin with the reserved prefix 'AWSServiceRoleFor'.");

    public static AwsError DuplicateTagKey() => Input("DUPLICATE_TAG_KEY", "Tag keys must be unique among the tags attached to the same entity.");

    public static AwsError SystemTag() => Input("INVALID_SYSTEM_TAGS_PARAMETER", "You specified a tag key that is a system tag. You can't add, edit, or delete system tag keys because they're reserved for AWS use.");

    public static AwsError TooManyTags() => Constraint("MAX_TAG_LIMIT_EXCEEDED", "You have exceeded the number of tags allowed on this resource.");

    public static AwsError TooManyUnits() => Constraint("OU_NUMBER_LIMIT_EXCEEDED", "You attempted to exceed the number of OUs that you can have in an organization.");

    public static AwsError UnitTooDeep() => Constraint("OU_DEPTH_LIMIT_EXCEEDED", "You attempted to create an OU tree that is too many levels deep.");

    public static AwsError TooManyPolicies() => Constraint("POLICY_NUMBER_LIMIT_EXCEEDED", "You attempted to exceed the number of policies that you can have in an organization.");

    public static AwsError PolicyTooLarge() => Constraint("POLICY_CONTENT_LIMIT_EXCEEDED", "You have exceeded the maximum policy size.");

    public static AwsError TooManyAttached() => Constraint(
        "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", "You have attached the maximum number of policies to the specified target.");

    public static AwsError LastAttached() => Constraint(
        "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
        "You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.");

    public static AwsError CannotCloseManagementAccount() => Constraint("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", "You cannot close the management account of an organization.");

    public static AwsError AccessDenied() => new("AccessDeniedException", "You don't have permissions to access this resource.");

    public static AwsError NotInUse() => new("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");

    public static AwsError AlreadyInOrganization() => new("AlreadyInOrganizationException", "The AWS account is already a member of an organization.");

    public static AwsError AccountNotFound() => new("AccountNotFoundException", "You specified an account that doesn't exist.");

    public static AwsError AccountAlreadyClosed() => new("AccountAlreadyClosedException", "You attempted to close an account that is already closed.");

    public static AwsError DuplicateAccount() => new("DuplicateAccountException", "That account is already present in the specified destination.");

    public static AwsError AccountRequestNotFound() => new("CreateAccountStatusNotFoundException", "You specified a create account request that doesn't exist.");

    public static AwsError RootNotFound() => new("RootNotFoundException", "You specified a root that doesn't exist.");

    public static AwsError ParentNotFound() => new("ParentNotFoundException", "You specified a parent that doesn't exist.");

    public static AwsError SourceParentNotFound() => new("SourceParentNotFoundException", "You specified a source parent that doesn't exist.");

    public static AwsError DestinationParentNotFound() => new("DestinationParentNotFoundException", "You specified a destination parent that doesn't exist.");

    public static AwsError ChildNotFound() => new("ChildNotFoundException", "You specified a child that doesn't exist.");

    public static AwsError UnitNotFound() => new("OrganizationalUnitNotFoundException", "You specified an organizational unit that doesn't exist.");

    public static AwsError DuplicateUnit() => new("DuplicateOrganizationalUnitException", "An OU with the same name already exists.");

    public static AwsError UnitNotEmpty() => new("OrganizationalUnitNotEmptyException", "The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try the operation again.");

    public static AwsError TargetNotFound() => new("TargetNotFoundException", "You specified a target that doesn't exist.");

    public static AwsError PolicyNotFound() => new("PolicyNotFoundException", "You specified a policy that doesn't exist.");

    public static AwsError DuplicatePolicy() => new("DuplicatePolicyException", "A policy with the same name already exists.");

    public static AwsError DuplicatePolicyAttachment() => new("DuplicatePolicyAttachmentException", "The selected policy is already attached to the specified target.");

    public static AwsError PolicyNotAttached() => new("PolicyNotAttachedException", "The policy isn't attached to the specified target.");

    public static AwsError PolicyInUse() => new("PolicyInUseException", "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.");

    public static AwsError MalformedPolicy() => new("MalformedPolicyDocumentException", "The provided policy document does not meet the requirements of the specified policy type.");

    public static AwsError PolicyTypeAlreadyEnabled() => new("PolicyTypeAlreadyEnabledException", "The specified policy type is already enabled.");

    public static AwsError PolicyTypeNotEnabled() => new("PolicyTypeNotEnabledException", "This operation can be performed only for enabled policy types.");

    public static AwsError PolicyTypeNotAvailable() => new("PolicyTypeNotAvailableForOrganizationException", "The specified policy type is not available for this organization.");

    private static AwsError Input(string reason, string message) => new("InvalidInputException", message) { Members = [new("Reason", reason)] };

    private static AwsError Constraint(string reason, string message) => new("ConstraintViolationException", message) { Members = [new("Reason", reason)] };
}
