using Slipway.Registry.Signing;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Signing;

/// <summary>Which pushed images are signed (API_SigningConfiguration).</summary>
internal sealed record SigningConfigurationShape([Items(0, 10)] IReadOnlyList<SigningRuleShape> Rules)
{
    public static SigningConfigurationShape Of(SigningConfiguration configuration) => new([.. configuration.Rules.Select(SigningRuleShape.Of)]);
}

/// <param name="RepositoryFilters">Any of them; without, every repository.</param>
internal sealed record SigningRuleShape(
    [Length(0, 200), Pattern(SigningRuleShape.ProfilePattern)] string SigningProfileArn,
    [Items(1, 100)] IReadOnlyList<SigningRepositoryFilter>? RepositoryFilters)
{
    /// <summary>As the model states it.</summary>
    public const string ProfilePattern = @"^arn:aws(-[a-z]+)*:signer:[a-z0-9-]+:[0-9]{12}:\/signing-profiles\/[a-zA-Z0-9_]{2,}$";

    public static SigningRuleShape Of(SigningRule rule) => new(
        rule.ProfileArn,
        rule.Filters.Count == 0 ? null : [.. rule.Filters.Select(filter => new SigningRepositoryFilter(filter, SigningRepositoryFilterType.WildcardMatch))]);
}

/// <param name="Filter">A repository's name, in which <c>*</c> stands for any run of characters.</param>
internal sealed record SigningRepositoryFilter(
    [Length(1, 256), Pattern(@"^(?:[a-z0-9*]+(?:[._-][a-z0-9*]+)*/)*[a-z0-9*]+(?:[._-][a-z0-9*]+)*$")] string Filter,
    SigningRepositoryFilterType FilterType);

internal enum SigningRepositoryFilterType
{
    WildcardMatch,
}
