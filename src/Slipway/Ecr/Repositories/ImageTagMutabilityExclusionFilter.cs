using Slipway.Registry;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Repositories;

internal enum ImageTagMutabilityExclusionFilterType
{
    Wildcard,
}

/// <summary>Tags for which a repository's mutability is turned round (API_ImageTagMutabilityExclusionFilter).</summary>
internal sealed record ImageTagMutabilityExclusionFilter(
    ImageTagMutabilityExclusionFilterType FilterType,
    [Length(1, 128), Pattern("^[0-9a-zA-Z._*-]{1,128}$")] string Filter)
{
    private const string Member = "imageTagMutabilityExclusionFilters";
    private const int MostWildcards = 2;

    /// <summary>Filters go with the two settings that exclude, and only with them.</summary>
    /// <exception cref="AwsError">One without the other, or a filter with too many wildcards.</exception>
    public static TagRules ToRules(TagMutability mutability, IReadOnlyList<ImageTagMutabilityExclusionFilter>? filters)
    {
        var excludes = mutability is TagMutability.ImmutableWithExclusion or TagMutability.MutableWithExclusion;
        if (excludes && filters is null)
            throw EcrErrors.InvalidParameter(Member, $"ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as {NameOf(mutability)}");
        if (!excludes && filters is not null)
            throw EcrErrors.InvalidParameter(Member, $"ImageTagMutabilityExclusionFilters must be null when imageTagMutability is set as {NameOf(mutability)}");
        if (filters?.FirstOrDefault(filter => filter.Filter.Count(character => character == '*') > MostWildcards) is { } wild)
            throw EcrErrors.InvalidParameter(Member, $"The filter '{wild.Filter}' must contain at most {MostWildcards} wildcards");
        return new(mutability, [.. (filters ?? []).Select(filter => filter.Filter).Distinct()]);
    }

    /// <returns>null, and so no member, where nothing is excluded.</returns>
    public static IReadOnlyList<ImageTagMutabilityExclusionFilter>? Of(TagRules rules) => rules.Exclusions is { Count: > 0 } patterns
        ? [.. patterns.Select(pattern => new ImageTagMutabilityExclusionFilter(ImageTagMutabilityExclusionFilterType.Wildcard, pattern))]
        : null;

    private static string NameOf(TagMutability mutability) => mutability switch
    {
        TagMutability.Mutable => "MUTABLE",
        TagMutability.Immutable => "IMMUTABLE",
        TagMutability.ImmutableWithExclusion => "IMMUTABLE_WITH_EXCLUSION",
        _ => "MUTABLE_WITH_EXCLUSION",
    };
}
