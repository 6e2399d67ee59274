using Slipway.Wire;

namespace Slipway.Iam;

internal static partial class IamErrors
{
    public static AwsError ReportNotPresent() => new("ReportNotPresent", "No credential report is present. Generate one first.") { Status = 410 };

    public static AwsError ReportExpired() => new("ReportExpired", "The credential report has expired. Generate a new one.") { Status = 410 };

    public static AwsError JobNotFound(string id) => NoSuchEntity($"The job with id {id} cannot be found.");
}
