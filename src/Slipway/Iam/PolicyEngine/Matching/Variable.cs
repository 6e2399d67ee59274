namespace Slipway.Iam.PolicyEngine.Matching;

/// <summary><c>${key}</c> or <c>${key, 'default'}</c> in a document of 2012-10-17.</summary>
/// <param name="Key">As it is written; found without regard to case.</param>
/// <param name="Default">null when there is none.</param>
internal sealed record Variable(string Key, string? Default)
{
    private readonly string lookup = Key.ToLowerInvariant();

    /// <summary>What stands between the braces.</summary>
    public static Variable? Parse(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0) return text.Length > 0 ? new(text, null) : null;
        var value = text[(comma + 1)..].Trim(' ');
        return comma > 0 && value.Length >= 2 && value[0] == '\'' && value.IndexOf('\'', 1) == value.Length - 1 && !Glob.HasWildcards(value)
            ? new(text[..comma], value[1..^1])
            : null;
    }

    /// <returns>null when the request does not have the key, or has several values for it, or one that would be a wildcard.</returns>
    public string? Find(IConditionKeys keys) => keys.Find(lookup) switch
    {
        null or { Count: 0 } => Default,
        { Count: 1 } values when !Glob.HasWildcards(values[0]) => values[0],
        _ => null,
    };
}
