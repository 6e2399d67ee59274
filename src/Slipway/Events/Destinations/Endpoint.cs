using Slipway.Wire;

namespace Slipway.Events.Destinations;

/// <summary>The URL of a destination, with its asterisks.</summary>
internal static class Endpoint
{
    /// <exception cref="AwsError">No URL that this server would ask.</exception>
    public static void Check(string text, IWebHooks hooks)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.UserInfo.Length > 0 || address.Fragment.Length > 0 || address.Host.Contains('*', StringComparison.Ordinal))
            throw EventsErrors.InvalidParameter("InvocationEndpoint", "Provided endpoint is not a URL of a web hook.");
        if (!hooks.Takes(address))
            throw EventsErrors.InvalidParameter("InvocationEndpoint", "Provided endpoint must be HTTPS; HTTP is taken for hosts that the operator allows in SLIPWAY_ALLOWED_HOSTS.");
    }

    /// <summary>Puts values in the place of the asterisks, one after the other, and adds a query.</summary>
    /// <param name="values">An asterisk without a value stays empty.</param>
    public static Uri Fill(string text, IReadOnlyList<string> values, IEnumerable<KeyValuePair<string, string>> query)
    {
        var parts = text.Split('*');
        var filled = parts[0];
        for (var i = 1; i < parts.Length; i++) filled += (i <= values.Count ? Uri.EscapeDataString(values[i - 1]) : "") + parts[i];
        var added = string.Join('&', query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        return new(added.Length == 0 ? filled : $"{filled}{(filled.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{added}");
    }
}
