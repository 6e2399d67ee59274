using Slipway.Identity.Providers;
using Slipway.Wire;

namespace Slipway.Iam.SamlProviders;

/// <summary>The metadata that two operations take.</summary>
internal static class SamlDocument
{
    public const int Shortest = 1000;

    // Departs: a request of a query service holds 1 MiB, and so does the document in it.
    public const int Longest = 10_000_000;

    // What AWS shows for metadata that does not say.
    private const int YearsValid = 100;

    /// <returns>When it runs out.</returns>
    /// <exception cref="AwsError">It is no metadata of an identity provider.</exception>
    public static DateTimeOffset Check(string document, DateTimeOffset now) => SamlMetadata.TryParse(document, out var metadata)
        ? metadata.ValidUntil ?? now.AddYears(YearsValid)
        : throw IamErrors.InvalidInput("Could not parse metadata");

    /// <exception cref="AwsError">A key was given.</exception>
    // Departs: nobody signs in by SAML here, so no assertion is decrypted and no private key is kept.
    public static void RefuseKey(string? privateKey)
    {
        if (privateKey is not null) throw IamErrors.InvalidInput("Private keys for encrypted assertions are not supported.");
    }
}

/// <summary>Whether assertions must be encrypted, or may be.</summary>
internal enum AssertionEncryptionMode
{
    [Wire.Shapes.Wire("Required")]
    Required,

    [Wire.Shapes.Wire("Allowed")]
    Allowed,
}
