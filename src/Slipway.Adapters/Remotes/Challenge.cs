using System.Net.Http.Headers;

namespace Slipway.Adapters.Remotes;

/// <summary>How a registry wants its clients to show who they are (RFC 7235, and the distribution project's token specification).</summary>
/// <param name="Realm">Where a token is to be had; null where the password itself is wanted (Basic).</param>
internal sealed record Challenge(Uri? Realm, string? Service, string? Scope)
{
    public static Challenge Basic { get; } = new(null, null, null);

    /// <returns>null when nothing is asked for that is known here. A token is preferred.</returns>
    public static Challenge? Read(IEnumerable<AuthenticationHeaderValue> offers)
    {
        Challenge? found = null;
        foreach (var offer in offers)
        {
            if (offer.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            {
                var parameters = Parameters(offer.Parameter ?? "");
                if (Uri.TryCreate(parameters.GetValueOrDefault("realm"), UriKind.Absolute, out var realm))
                    return new(realm, parameters.GetValueOrDefault("service"), parameters.GetValueOrDefault("scope"));
            }
            else if (offer.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            {
                found = Basic;
            }
        }

        return found;
    }

    /// <summary>Reads <c>name="value", name=value</c>; a backslash in quotes stands for the character after it.</summary>
    private static Dictionary<string, string> Parameters(string text)
    {
        Dictionary<string, string> found = new(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        while (at < text.Length)
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0) break;
            var name = text[at..equals].Trim(' ', ',', '\t');
            at = equals + 1;
            found.TryAdd(name, at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Plain(text, ref at));
        }

        return found;
    }

    private static string Plain(string text, ref int at)
    {
        var comma = text.IndexOf(',', at);
        var value = comma < 0 ? text[at..] : text[at..comma];
        at = comma < 0 ? text.Length : comma + 1;
        return value.Trim();
    }

    private static string Quoted(string text, ref int at)
    {
        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length) at++;
            value.Append(text[at]);
        }

        at++;
        return value.ToString();
    }
}
