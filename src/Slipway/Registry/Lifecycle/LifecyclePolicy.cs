using Slipway.Kernel;

namespace Slipway.Registry.Lifecycle;

/// <summary>What is to happen to the images of a repository by themselves, checked ("Lifecycle policy properties in Amazon ECR").</summary>
/// <param name="Rules">In the order in which they take precedence; at most 50.</param>
public sealed record LifecyclePolicy(IReadOnlyList<LifecycleRule> Rules);

/// <param name="Priority">1 is the highest; no two rules share one.</param>
public sealed record LifecycleRule(int Priority, string? Description, LifecycleSelection Selection, LifecycleAction Action);

/// <summary>Which images a rule is about, and which of them it takes.</summary>
/// <param name="Patterns">Of tagged images: each must be met by some tag of the image, not all by the same.</param>
/// <param name="StorageClass">Standard rules see active images, archive rules archived ones.</param>
/// <param name="CountNumber">Images or days.</param>
public sealed record LifecycleSelection(
    TagStatus TagStatus,
    IReadOnlyList<TagPattern> Patterns,
    StorageClass StorageClass,
    LifecycleCount CountType,
    int CountNumber);

/// <param name="IsPrefix">Else it is met by a whole tag, a star standing for any run of characters.</param>
public readonly record struct TagPattern(string Text, bool IsPrefix)
{
    public bool Matches(string tag) => IsPrefix ? tag.StartsWith(Text, StringComparison.Ordinal) : Wildcard.Matches(Text, tag);
}

public enum StorageClass
{
    Standard,
    Archive,
}

public enum LifecycleCount
{
    ImageCountMoreThan,
    SinceImagePushed,
    SinceImagePulled,
    SinceImageTransitioned,
}

public enum LifecycleAction
{
    Expire,

    /// <summary>To the archive.</summary>
    Transition,
}
