namespace Slipway.Iam.PolicyEngine;

/// <summary>A policy and where it came from; what a decision names as its reason.</summary>
/// <param name="Id">An inline policy's name, a managed policy's name, or what the simulator calls it (<c>PolicyInputList.1</c>).</param>
/// <param name="Arn">Of a managed policy; null for inline and resource policies.</param>
internal sealed record PolicySource(string Id, string? Arn, PolicySourceType Type, Policy Policy);

/// <summary>PolicySourceType of IAM's model.</summary>
internal enum PolicySourceType
{
    User,
    Group,
    Role,
    AwsManaged,
    UserManaged,
    Resource,
    None,
}
