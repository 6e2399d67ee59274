using Slipway.Kernel;

namespace Slipway.Registry.Creation;

/// <summary>What repositories begin with that nobody creates (API_RepositoryCreationTemplate).</summary>
/// <param name="Prefix">As it was given; a slash at its end says nothing.</param>
/// <param name="RepositoryPolicy">Text that has been checked; null for none.</param>
/// <param name="LifecyclePolicy">Text that has been checked; null for none.</param>
/// <param name="AppliedFor">Whenever else a repository is made, the template is passed over.</param>
/// <param name="CreatedAt">UTC, to the millisecond.</param>
public sealed record CreationTemplate(
    RegistryScope Registry,
    string Prefix,
    string? Description,
    Encryption Encryption,
    TagSet ResourceTags,
    TagRules TagRules,
    string? RepositoryPolicy,
    string? LifecyclePolicy,
    IReadOnlyList<CreationOccasion> AppliedFor,
    string? CustomRoleArn,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>The prefix of the template for every repository that no other is for.</summary>
    public const string Root = "ROOT";

    public string Key => KeyOf(Prefix);

    /// <summary>What tells templates apart: <c>prod</c> and <c>prod/</c> are the same prefix.</summary>
    public static string KeyOf(string prefix) => prefix.EndsWith('/') ? prefix[..^1] : prefix;

    /// <summary>The keys of all templates that could be for a repository, the longest first.</summary>
    public static IEnumerable<string> KeysFor(RepositoryName name)
    {
        var text = name.ToString();
        for (var slash = text.LastIndexOf('/'); slash > 0; slash = text.LastIndexOf('/', slash - 1)) yield return text[..slash];
        yield return Root;
    }
}
