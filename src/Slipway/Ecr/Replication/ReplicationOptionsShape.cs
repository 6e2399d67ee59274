using Slipway.Registry.Replication;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Replication;

/// <summary>What is replicated to a destination beyond what ECR's rules can say.</summary>
internal sealed record ReplicationOptionsShape(ReplicationDestinationShape Destination, ReplicationTagFilters? TagFilters, bool ReplicateDeletions, IReadOnlyList<ReplicatedSetting>? ReplicateSettings)
{
    public static ReplicationOptionsShape Of(ReplicationOptions options) => new(
        ReplicationDestinationShape.Of(options.Destination),
        options.AreTagsFiltered ? new(Listed(options.IncludedTags), Listed(options.ExcludedTags)) : null,
        options.Deletions,
        options.Settings);

    private static IReadOnlyList<string>? Listed(IReadOnlyList<string> patterns) => patterns.Count == 0 ? null : patterns;
}

/// <summary>Wildcard patterns of tags; what is excluded stays behind though it is included.</summary>
internal sealed record ReplicationTagFilters(
    [Items(1, 100), Pattern(ReplicationTagFilters.TagPattern)] IReadOnlyList<string>? Include,
    [Items(1, 100), Pattern(ReplicationTagFilters.TagPattern)] IReadOnlyList<string>? Exclude)
{
    public const string TagPattern = "[0-9a-zA-Z._*-]{1,128}";
}
