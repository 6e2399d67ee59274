namespace Slipway.Identity.WebIdentity;

/// <summary>What came of looking at a token.</summary>
/// <param name="Claims">null when there is a fault.</param>
/// <param name="Detail">What the fault is about: an issuer, a claim's name, a moment in seconds since 1970.</param>
internal readonly record struct WebIdentityCheck(WebIdentityClaims? Claims, WebIdentityFault Fault, string Detail)
{
    public static WebIdentityCheck Of(WebIdentityClaims claims) => new(claims, default, "");

    public static WebIdentityCheck Failed(WebIdentityFault fault, string detail) => new(null, fault, detail);
}

internal enum WebIdentityFault
{
    /// <summary>No signed token.</summary>
    Malformed,

    /// <summary>A claim that every token must have is missing; which, the detail says.</summary>
    MissingClaim,

    /// <summary>A claim that sets a tag or the source identity is out of bounds; which, the detail says.</summary>
    BadClaim,

    /// <summary>The issuer is no https URL.</summary>
    BadIssuer,

    /// <summary>The account has no provider of this issuer.</summary>
    NoProvider,

    /// <summary>For none of the clients that the provider is registered with.</summary>
    WrongAudience,

    /// <summary>The detail is the expiration.</summary>
    Expired,

    /// <summary>The detail is the moment from which it is good.</summary>
    NotYetValid,

    /// <summary>The provider answers no keys, or not the one that the token names.</summary>
    NoKey,

    /// <summary>The provider cannot be reached.</summary>
    Unreachable,

    UntrustedCertificate,

    BadSignature,
}
