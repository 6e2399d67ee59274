using Microsoft.AspNetCore.Http;
using Slipway.Wire.SigV4;
using Slipway.Wire.Throttling;

namespace Slipway.Wire;

/// <summary>Who signed this request: the whole check of Signature Version 4, in the order in which AWS refuses.</summary>
public sealed class Authenticator(ICredentials credentials, LoginGuard logins, TimeProvider clock)
{
    /// <summary>How far a client's clock may be off.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    // A header that decides what the request means must be signed whenever it is there.
    private static readonly string[] AlwaysSigned = ["x-amz-target", "x-amz-date", "x-amz-security-token"];

    /// <param name="service">null when the request names no service that we know: its signature is checked all the same.</param>
    /// <exception cref="AwsError">In the words of <paramref name="family"/>.</exception>
    public async ValueTask<(Principal Principal, string Region)> AuthenticateAsync(
        HttpRequest request, ReadOnlyMemory<byte> body, ServiceDescriptor? service, ErrorFamily family, CancellationToken ct)
    {
        var signed = Read(request, family);
        var credential = await FindAsync(request, signed, family, ct);

        CheckScope(signed, service, family);
        CheckClock(signed, family);
        await CheckSignatureAsync(request, body, signed, credential, family, ct);

        // Only the holder of the secret learns that the session has run out.
        if (credential.ExpiresAt <= clock.GetUtcNow()) throw WireErrors.ExpiredToken(family);
        return (credential.Principal, signed.Scope.Region);
    }

    /// <summary>Refuses a request whose key nobody here holds, before its body is read.</summary>
    /// <exception cref="AwsError"/>
    public async ValueTask RequireKnownKeyAsync(HttpRequest request, ErrorFamily family, CancellationToken ct)
    {
        _ = await FindAsync(request, Read(request, family), family, ct);
    }

    /// <summary>The access key that a request names, whether or not it proves to hold it; null when it names none.</summary>
    internal static string? ClaimedKeyOf(HttpRequest request)
    {
        try
        {
            return Read(request, default).AccessKeyId;
        }
        catch (AwsError)
        {
            return null;
        }
    }

    private static SignedRequest Read(HttpRequest request, ErrorFamily family)
    {
        try
        {
            return AuthorizationHeader.Read(request)
                ?? (PresignedUrl.IsPresigned(request) ? PresignedUrl.Read(request) : throw WireErrors.MissingToken(family));
        }
        catch (IncompleteSignature unreadable)
        {
            throw WireErrors.IncompleteSignature(family, unreadable.Message);
        }
    }

    private async ValueTask<Credential> FindAsync(HttpRequest request, SignedRequest signed, ErrorFamily family, CancellationToken ct)
    {
        if (await credentials.FindAsync(signed.AccessKeyId, signed.SessionToken, ct) is { } credential) return credential;
        var isTold = await logins.DelayStrangerAsync(request.HttpContext.Connection.RemoteIpAddress, ct);
        throw isTold ? WireErrors.InvalidToken(family) : WireErrors.Throttled(family);
    }

    private static void CheckScope(SignedRequest signed, ServiceDescriptor? service, ErrorFamily family)
    {
        var scope = signed.Scope;
        if (service is not null && scope.Service != service.SigningName)
            throw WireErrors.WrongScope(family, $"Credential should be scoped to correct service: '{service.SigningName}'.");
        if (!IsRegion(scope.Region)) throw WireErrors.WrongScope(family, "Credential should be scoped to a valid region.");
        if (!signed.Timestamp.StartsWith(scope.Date, StringComparison.Ordinal) || scope.Date.Length != 8)
        {
            throw WireErrors.WrongScope(
                family,
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{AuthorizationHeader.Printable(scope.Date)}' != '{signed.Timestamp[..8]}', from '{signed.Timestamp}'.");
        }
    }

    private void CheckClock(SignedRequest signed, ErrorFamily family)
    {
        var now = clock.GetUtcNow();
        var oldest = now - Window;
        var newest = now + Window;
        if (signed.SignedAt > newest)
            throw WireErrors.OutsideClockWindow(family, $"Signature not yet current: {signed.Timestamp} is still later than {Text(newest)} ({Text(now)} + 5 min.)");
        if (signed.Lifetime is { } lifetime)
        {
            if (signed.SignedAt + lifetime < now)
                throw WireErrors.OutsideClockWindow(family, $"Signature expired: {signed.Timestamp} is now earlier than {Text(now - lifetime)} ({Text(now)} - {lifetime.TotalSeconds:0} sec.)");
        }
        else if (signed.SignedAt < oldest)
        {
            throw WireErrors.OutsideClockWindow(family, $"Signature expired: {signed.Timestamp} is now earlier than {Text(oldest)} ({Text(now)} - 5 min.)");
        }

        static string Text(DateTimeOffset time) => AuthorizationHeader.Timestamp(time);
    }

    private async ValueTask CheckSignatureAsync(
        HttpRequest request, ReadOnlyMemory<byte> body, SignedRequest signed, Credential credential, ErrorFamily family, CancellationToken ct)
    {
        var attempt = await logins.BeginAsync(signed.AccessKeyId, request.HttpContext.Connection.RemoteIpAddress, ct) ?? throw WireErrors.Throttled(family);
        var isGenuine = false;
        try
        {
            CheckSignature(request, body, signed, credential, family);
            isGenuine = true;
        }
        finally
        {
            if (isGenuine) attempt.Succeeded();
            else attempt.Failed();
        }
    }

    private static void CheckSignature(HttpRequest request, ReadOnlyMemory<byte> body, SignedRequest signed, Credential credential, ErrorFamily family)
    {
        if (!signed.SignedHeaders.Contains("host")) throw WireErrors.WrongSignature(family);
        foreach (var name in AlwaysSigned)
        {
            if (request.Headers.ContainsKey(name) && !signed.SignedHeaders.Contains(name)) throw WireErrors.WrongSignature(family);
        }

        var canonical = CanonicalRequest.Of(request, signed.SignedHeaders, Signature.HashOf(body.Span)) ?? throw WireErrors.WrongSignature(family);
        var expected = Signature.Of(canonical, signed.Timestamp, signed.Scope, credential.SecretAccessKey);
        if (!Signature.AreEqual(expected, signed.Signature)) throw WireErrors.WrongSignature(family);
    }

    // All regions exist, also those that AWS has yet to open; but a region is a word.
    private static bool IsRegion(string region) =>
        region.Length is >= 1 and <= 32 && region.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-');
}
