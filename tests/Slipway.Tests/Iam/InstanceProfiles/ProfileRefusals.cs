using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.InstanceProfiles;

internal static class ProfileRefusals
{
    public static void IsMissingProfile(this AwsAnswer answer, string name) => answer.IsRefused(404, "NoSuchEntity", $"Instance Profile {name} cannot be found.");
}
