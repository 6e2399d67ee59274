using Slipway.Kernel;

namespace Slipway.Registry.Replication;

/// <summary>What ECR's rules cannot say of a destination: which tags go there, and what goes there besides pushes.</summary>
/// <param name="IncludedTags">Wildcard patterns; none for every tag.</param>
/// <param name="ExcludedTags">Wildcard patterns, which win over the included ones.</param>
/// <param name="Settings">Of repositories, that follow them; null for none.</param>
/// <param name="Deletions">Images and tags that are deleted in the source are deleted in the destination too.</param>
public sealed record ReplicationOptions(RegistryScope Destination, IReadOnlyList<string> IncludedTags, IReadOnlyList<string> ExcludedTags, bool Deletions, IReadOnlyList<ReplicatedSetting>? Settings)
{
    /// <summary>Not every tag goes there, so that an image without one goes only with an image that has one.</summary>
    public bool AreTagsFiltered => IncludedTags.Count > 0 || ExcludedTags.Count > 0;

    public static ReplicationOptions Default(RegistryScope destination) => new(destination, [], [], Deletions: false, Settings: null);

    public bool Replicates(ReplicatedSetting setting) => Settings?.Contains(setting) is true;

    public bool Includes(ImageTag tag)
    {
        var name = tag.ToString();
        return (IncludedTags.Count == 0 || IncludedTags.Any(pattern => Wildcard.Matches(pattern, name)))
            && !ExcludedTags.Any(pattern => Wildcard.Matches(pattern, name));
    }
}
