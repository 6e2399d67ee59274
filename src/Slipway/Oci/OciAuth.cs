using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Slipway.Registry;
using Slipway.Wire;
using Slipway.Wire.Throttling;

namespace Slipway.Oci;

/// <summary>
/// Who is asking, and whether they may. ECR knows Basic authentication only, with the user name <c>AWS</c> and a token
/// of API_GetAuthorizationToken as the password; there is no token endpoint.
/// </summary>
internal sealed class OciAuth(IRegistryTokens tokens, LoginGuard logins, Throttle throttle, IAuthorizer authorizer)
{
    private const string Scheme = "Basic ";

    // The longest token that is looked at, with its user name, in Base64.
    private const int MaxHeader = 8192;

    private static readonly byte[] NotAuthorized = "Not Authorized\n"u8.ToArray();

    /// <summary>Checks the token of a request.</summary>
    public ValueTask<TokenCheck> CheckAsync(HttpRequest request, CancellationToken ct) =>
        PasswordOf(request.Headers.Authorization) is { } password ? tokens.CheckAsync(password, ct) : default;

    /// <summary>Why a request is turned away for its token, or for how often it comes; null when it is not.</summary>
    public async ValueTask<OciError?> RefusalOfAsync(TokenCheck token, Caller caller, RegistryScope registry, HttpRequest request)
    {
        if (token.IsExpired) return OciErrors.TokenExpired;
        if (token.Principal is null)
        {
            // A first request without credentials only asks how to log in; who sends bad ones waits for the answer.
            var isTold = request.Headers.Authorization.Count == 0 || await logins.DelayStrangerAsync(caller.SourceAddress, request.HttpContext.RequestAborted);
            return isTold ? OciErrors.NotAuthorized : OciErrors.TooManyRequests;
        }

        if (!throttle.Registry.TryTake(caller)) return OciErrors.TooManyRequests;
        return token.Region == registry.Region ? null : OciErrors.TokenOfAnotherRegion(token.Region!, registry.Region);
    }

    /// <returns>null when allowed.</returns>
    public async ValueTask<OciError?> DemandAsync(OciExchange exchange, Access access)
    {
        var verdict = await authorizer.DecideAsync(exchange.Caller, access, exchange.Aborted);
        return verdict.Refusal is { } sentence ? OciErrors.Denied(sentence) : null;
    }

    public static string ArnOf(RegistryScope registry, string name) => $"arn:aws:ecr:{registry.Region}:{registry.Account}:repository/{name}";

    public static async ValueTask ChallengeAsync(HttpContext http)
    {
        if (http.Features.Get<RequestRecord>() is { } record) record.ErrorCode = "UNAUTHORIZED";
        var response = http.Response;
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = $"Basic realm=\"{http.Request.Scheme}://{http.Request.Host.Value}/\",service=\"ecr.amazonaws.com\"";
        response.ContentType = "text/plain; charset=utf-8";
        response.ContentLength = NotAuthorized.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await response.BodyWriter.WriteAsync(NotAuthorized, http.RequestAborted);
    }

    /// <summary>The password of a Basic header whose user is <c>AWS</c> (RFC 7617); null for everything else.</summary>
    internal static string? PasswordOf(string? header)
    {
        if (header is null || header.Length > MaxHeader || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var encoded = header.AsSpan(Scheme.Length).Trim(' ');
        var buffer = ArrayPool<byte>.Shared.Rent(encoded.Length);
        try
        {
            if (!Convert.TryFromBase64Chars(encoded, buffer, out var length)) return null;
            var credentials = buffer.AsSpan(0, length);
            if (!credentials.StartsWith("AWS:"u8) || !Ascii.IsValid(credentials)) return null;
            return Encoding.ASCII.GetString(credentials[4..]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
