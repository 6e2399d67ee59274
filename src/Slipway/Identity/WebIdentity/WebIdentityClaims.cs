using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.Identity.Providers;

namespace Slipway.Identity.WebIdentity;

/// <summary>What a provider vouches for, verified.</summary>
/// <param name="Provider">The one that is registered in the role's account.</param>
internal sealed partial record WebIdentityClaims(OpenIdConnectProvider Provider, JsonWebToken Token)
{
    private const string TagsClaim = "https://aws.amazon.com/tags", SourceIdentityClaim = "https://aws.amazon.com/source_identity";

    // Prefixes of keys that are not a provider's to set, should one have such a host name.
    private static readonly string[] Reserved = ["aws", "iam", "sts"];

    public string Subject => Token.Text("sub")!;

    /// <summary>The client that the token is for: of several audiences the authorized party (<c>azp</c>).</summary>
    public IReadOnlyList<string> Audiences => AudiencesOf(Token);

    public string? SourceIdentity => Token.Text(SourceIdentityClaim);

    /// <summary>Session tags that the provider sets ("Passing session tags using AssumeRoleWithWebIdentity").</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags => TagsMember("principal_tags") is { ValueKind: JsonValueKind.Object } tags
        ? [.. tags.EnumerateObject().SelectMany(tag => ValuesOf(tag.Value), (tag, value) => KeyValuePair.Create(tag.Name, value))]
        : [];

    public IReadOnlyList<string> TransitiveTagKeys => TagsMember("transitive_tag_keys") is { ValueKind: JsonValueKind.Array } keys ? ValuesOf(keys) : [];

    /// <summary>
    /// The keys that trust policies ask about: <c>{url}:{claim}</c> for every claim that is text, a number, a truth value,
    /// or a list of them. AWS itself knows a list of claims for each provider; here every provider may bring its own.
    /// </summary>
    public IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> ConditionKeys()
    {
        if (Reserved.Contains(Provider.Url, StringComparer.OrdinalIgnoreCase)) yield break;
        foreach (var claim in Token.Claims.EnumerateObject())
        {
            if (claim.Name is not "aud" && ValuesOf(claim.Value) is { Count: > 0 } values) yield return new($"{Provider.Url}:{claim.Name}", values);
        }

        yield return new($"{Provider.Url}:aud", Audiences);
        if (Token.Text("azp") is not null) yield return new($"{Provider.Url}:oaud", Token.Texts("aud"));
    }

    /// <summary>The claim that asks for a tag or a source identity which a request could not ask for; null when all is well.</summary>
    public string? FindBadClaim()
    {
        if (Token.Claims.TryGetProperty(SourceIdentityClaim, out _) && (SourceIdentity is not { } identity || !NameGrammar().IsMatch(identity))) return SourceIdentityClaim;
        var areGood = Tags.All(tag => KeyGrammar().IsMatch(tag.Key) && ValueGrammar().IsMatch(tag.Value)) && TransitiveTagKeys.All(KeyGrammar().IsMatch);
        return areGood ? null : TagsClaim;
    }

    public static IReadOnlyList<string> AudiencesOf(JsonWebToken token) => token.Text("azp") is { } party ? [party] : token.Texts("aud");

    private JsonElement? TagsMember(string name) =>
        Token.Claims.TryGetProperty(TagsClaim, out var tags) && tags.ValueKind is JsonValueKind.Object && tags.TryGetProperty(name, out var member) ? member : null;

    private static IReadOnlyList<string> ValuesOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().Select(TextOf).OfType<string>()],
        _ => TextOf(value) is { } text ? [text] : [],
    };

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    // As the model has them for requests.
    [GeneratedRegex(@"\A[a-zA-Z0-9_+=,.@\-]{2,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameGrammar();

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyGrammar();

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ValueGrammar();
}
