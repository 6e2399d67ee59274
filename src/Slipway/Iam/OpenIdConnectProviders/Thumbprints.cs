using Slipway.Identity.Providers;
using Slipway.Wire;

namespace Slipway.Iam.OpenIdConnectProviders;

/// <summary>The certificates of a provider's server, by their SHA-1; two operations take them.</summary>
internal static class Thumbprints
{
    /// <summary>The model asks for exactly as many characters.</summary>
    public const int Length = 40;

    /// <exception cref="AwsError">Too many, or not hexadecimal.</exception>
    public static IReadOnlyList<string> Check(IReadOnlyList<string> thumbprints)
    {
        if (thumbprints.Count > OpenIdConnectProvider.MostThumbprints) throw IamErrors.InvalidInput("Thumbprint list must contain fewer than 5 entries.");
        return thumbprints.All(thumbprint => thumbprint.All(char.IsAsciiHexDigit))
            ? thumbprints
            : throw IamErrors.InvalidInput("Thumbprints must be 40 hexadecimal characters.");
    }
}
