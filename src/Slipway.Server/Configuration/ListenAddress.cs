using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Slipway.Server.Configuration;

/// <summary>One of <c>SLIPWAY_URLS</c>: scheme, host and port, nothing more.</summary>
/// <param name="Host">An address, <c>localhost</c>, or <c>*</c> (also written <c>+</c>) for all addresses.</param>
/// <param name="Port">0 lets the system choose.</param>
internal sealed record ListenAddress(bool IsTls, string Host, int Port)
{
    /// <summary>null means every address of the machine.</summary>
    public IPAddress? Address => Host switch
    {
        "*" => null,
        "localhost" => IPAddress.Loopback,
        _ => IPAddress.Parse(Host),
    };

    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        var isTls = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        if (!isTls && !text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) return false;

        var authority = text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..].TrimEnd('/');
        var (host, port) = Split(authority);
        if (port.Length == 0) port = isTls ? "443" : "80";
        if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;

        host = host is "+" ? "*" : host.ToLowerInvariant();
        if (host is not ("*" or "localhost") && !IPAddress.TryParse(host, out _)) return false;
        address = new(isTls, host, number);
        return true;
    }

    private static (string Host, string Port) Split(string authority)
    {
        var colon = authority.LastIndexOf(':');
        var bracket = authority.LastIndexOf(']');
        var host = colon > bracket ? authority[..colon] : authority;
        return (host.Trim('[', ']'), colon > bracket ? authority[(colon + 1)..] : "");
    }

    public override string ToString() => $"{(IsTls ? "https" : "http")}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}";
}
