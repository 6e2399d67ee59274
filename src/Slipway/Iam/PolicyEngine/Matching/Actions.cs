using Slipway.Iam.PolicyEngine.Documents;

namespace Slipway.Iam.PolicyEngine.Matching;

/// <summary>Action or NotAction. Case says nothing; AWS's actions are ASCII, so no other letter is ever equal to one of theirs.</summary>
internal sealed class Actions
{
    private readonly string[] patterns;
    private readonly bool isNegated;

    private Actions(string[] patterns, bool isNegated) => (this.patterns, this.isNegated) = (patterns, isNegated);

    /// <exception cref="PolicyFault">An action has no vendor, a strange one, or two colons.</exception>
    public static Actions Parse(IEnumerable<string> actions, bool isNegated) => new([.. actions.Select(Parse)], isNegated);

    public static string Lower(ReadOnlySpan<char> action) => string.Create(action.Length, action, (lower, text) => Ascii(text, lower));

    /// <param name="action">In lower case.</param>
    public bool Match(ReadOnlySpan<char> action)
    {
        foreach (var pattern in patterns)
        {
            if (Glob.Matches(pattern, action)) return !isNegated;
        }

        return isNegated;
    }

    /// <summary>Whether it names any action of a service at all; for reports.</summary>
    /// <param name="service">In lower case, such as <c>ecr</c>.</param>
    public bool Concerns(string service) => isNegated
        ? !patterns.Any(pattern => pattern[^1] == Glob.Run && pattern.IndexOf(':', StringComparison.Ordinal) is var colon && (colon < 0 || colon == pattern.Length - 2) && IsOf(pattern, service))
        : patterns.Any(pattern => IsOf(pattern, service));

    public static void Ascii(ReadOnlySpan<char> text, Span<char> lower)
    {
        for (var i = 0; i < text.Length; i++) lower[i] = char.IsAsciiLetterUpper(text[i]) ? (char)(text[i] | 0x20) : text[i];
    }

    private static bool IsOf(string pattern, string service) =>
        Glob.Matches(pattern.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? pattern[..colon] : pattern, service);

    private static string Parse(string action)
    {
        var colon = action.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 && action != "*") throw PolicyFault.NoVendor;
        if (colon != action.LastIndexOf(':')) throw PolicyFault.SecondColon;
        var vendor = colon < 0 ? action : action[..colon];
        if (vendor != "*" && !vendor.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.')) throw PolicyFault.Vendor(vendor);
        return Pattern.Parse(Lower(action), hasWildcards: true, hasVariables: false).Resolve(NoKeys.Instance)!;
    }
}
