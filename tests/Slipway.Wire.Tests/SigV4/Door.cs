using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.SigV4;

/// <summary>One service of each family, and its smallest call.</summary>
internal static class Door
{
    public static (WireRequest Request, string Service) Of(ErrorFamily family) => family switch
    {
        ErrorFamily.Json => (WireRequest.Json("Shapes_V1.Ping", "{}"), "shapes"),
        ErrorFamily.Query => (WireRequest.Form("Action=PingQuery&Version=2026-01-02"), "forms"),
        _ => (WireRequest.Form("Action=PingEc2&Version=2026-01-03"), "ec2forms"),
    };

    /// <summary>The call of this family, signed as usual but for what is said.</summary>
    public static WireRequest Signed(ErrorFamily family, Key key, Signing signing)
    {
        var (request, service) = Of(family);
        return Signer.Sign(request, key, service, signing);
    }
}
