namespace Slipway.Wire;

/// <summary>
/// The tokens of <c>GetAuthorizationToken</c>, which registry clients send as a Basic password with the user name
/// <c>AWS</c>. Stateless to check; refused from the moment that they run out or that their key or user is gone.
/// </summary>
public interface IRegistryTokens
{
    /// <summary>A token without colons or white space, good for 12 hours and for one region.</summary>
    RegistryToken Issue(Principal principal, string region);

    /// <summary>Checks the password of a Basic header. Cheap for a token that was seen before.</summary>
    ValueTask<TokenCheck> CheckAsync(string token, CancellationToken ct);
}

/// <param name="Password">What follows <c>AWS:</c>. A secret: never logged.</param>
public sealed record RegistryToken(string Password, DateTimeOffset ExpiresAt);

/// <param name="Principal">null when the token is not one of ours, was changed, or its key or user is gone.</param>
/// <param name="Region">The region that the token was issued in.</param>
/// <param name="IsExpired">A genuine token that has run out; <paramref name="Principal"/> is null then.</param>
public readonly record struct TokenCheck(Principal? Principal, string? Region, bool IsExpired);
