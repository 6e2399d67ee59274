using Slipway.Kernel;

namespace Slipway.Registry.Signing;

/// <summary>Which pushed images a registry signs (API_SigningConfiguration).</summary>
public sealed record SigningConfiguration(IReadOnlyList<SigningRule> Rules)
{
    /// <summary>The profiles that sign the images of a repository, each once.</summary>
    public IReadOnlyList<string> ProfilesFor(RepositoryName name) =>
        [.. Rules.Where(rule => rule.Matches(name)).Select(rule => rule.ProfileArn).Distinct(StringComparer.Ordinal)];
}

/// <param name="ProfileArn">Of the signing profile, <c>arn:aws:signer:REGION:ACCOUNT:/signing-profiles/NAME</c>.</param>
/// <param name="Filters">Wildcard patterns of repository names; none means every repository.</param>
public sealed record SigningRule(string ProfileArn, IReadOnlyList<string> Filters)
{
    public bool Matches(RepositoryName name) => Filters.Count == 0 || Filters.Any(filter => Wildcard.Matches(filter, name.ToString()));
}
