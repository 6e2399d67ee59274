namespace Slipway.Iam;

/// <summary>The text of a policy document: kept to the letter, measured without its white space, and encoded on its way out.</summary>
internal static class PolicyDocumentText
{
    /// <summary>The characters that IAM's model admits.</summary>
    public const string Pattern = @"[\u0009\u000A\u000D\u0020-\u00FF]+";

    /// <summary>Characters that the model admits; what counts is <see cref="SizeOf"/>.</summary>
    public const int MaxLength = 131_072;

    /// <summary>Percent-encoded per RFC 3986, as documents leave IAM: a space is <c>%20</c>, never a plus.</summary>
    public static string Encode(string document) => Uri.EscapeDataString(document);

    /// <summary>The characters that quotas count: all but white space.</summary>
    public static int SizeOf(string document) => document.Count(character => !char.IsWhiteSpace(character));
}
