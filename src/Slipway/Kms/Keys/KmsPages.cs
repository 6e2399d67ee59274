using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Kms.Keys;

/// <summary>The markers of listings.</summary>
internal sealed class KmsPages(PageTokens tokens)
{
    public const int DefaultPage = 100;

    /// <returns>What the page begins after; null for the first.</returns>
    /// <exception cref="AwsError">InvalidMarkerException.</exception>
    public string? Read(string listing, Caller caller, string? marker)
    {
        if (marker is null) return null;
        return tokens.TryRead(Of(listing, caller), marker, out var position) ? position : throw KmsErrors.InvalidMarker();
    }

    public string? Issue<T>(string listing, Caller caller, Page<T> page, Func<T, string> position) =>
        page.HasMore ? tokens.Issue(Of(listing, caller), position(page.Items[^1])) : null;

    private static string Of(string listing, Caller caller) => $"kms:{listing} {caller.Account} {caller.Region}";
}
