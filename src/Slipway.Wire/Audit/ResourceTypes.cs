namespace Slipway.Wire.Audit;

/// <summary>What CloudTrail calls the kinds of resources, which is what CloudFormation calls them.</summary>
internal static class ResourceTypes
{
    /// <returns>null for kinds without a name.</returns>
    public static string? Of(Arn arn) => (arn.Service, KindOf(arn.Resource)) switch
    {
        ("ecr", "repository") => "AWS::ECR::Repository",
        ("iam", "user") => "AWS::IAM::User",
        ("iam", "group") => "AWS::IAM::Group",
        ("iam", "role") => "AWS::IAM::Role",
        ("iam", "policy") => "AWS::IAM::Policy",
        ("iam", "instance-profile") => "AWS::IAM::InstanceProfile",
        ("iam", "oidc-provider") => "AWS::IAM::OIDCProvider",
        ("iam", "saml-provider") => "AWS::IAM::SAMLProvider",
        ("iam", "mfa") => "AWS::IAM::VirtualMFADevice",
        ("organizations", "account") => "AWS::Organizations::Account",
        ("organizations", "policy") => "AWS::Organizations::Policy",
        ("organizations", "ou") => "AWS::Organizations::OrganizationalUnit",
        ("organizations", "root") => "AWS::Organizations::Root",
        ("organizations", "organization") => "AWS::Organizations::Organization",
        _ => null,
    };

    private static string KindOf(string resource) => resource.IndexOfAny(['/', ':']) is > 0 and var end ? resource[..end] : resource;
}
