using Slipway.Wire;

namespace Slipway.Iam;

internal static partial class IamErrors
{
    public static AwsError InvalidEntityArn(string arn) => InvalidInput($"Invalid Entity Arn: {arn} does not clearly define entity type and name.");

    public static AwsError CallerArnRequired() => InvalidInput("CallerArn is required when a ResourcePolicy is included.");

    public static AwsError InvalidAction(string action) => InvalidInput($"Invalid Action Name: {action}");
}
