using Slipway.Kernel;

namespace Slipway.Registry;

/// <summary>The four settings of API_PutImageTagMutability.</summary>
public enum TagMutability
{
    Immutable,
    Mutable,
    MutableWithExclusion,
    ImmutableWithExclusion,
}

/// <summary>Whether a tag of a repository may be moved once it is there.</summary>
/// <param name="Exclusions">Wildcard patterns (<c>*</c> stands for any run of characters), matched against the whole tag.</param>
public sealed record TagRules(TagMutability Mutability, IReadOnlyList<string> Exclusions)
{
    public static TagRules Mutable { get; } = new(TagMutability.Mutable, []);

    public bool IsImmutable(ImageTag tag) => Mutability switch
    {
        TagMutability.Mutable => false,
        TagMutability.Immutable => true,
        TagMutability.ImmutableWithExclusion => !Exclusions.Any(pattern => Wildcard.Matches(pattern, tag.ToString())),
        _ => Exclusions.Any(pattern => Wildcard.Matches(pattern, tag.ToString())),
    };
}
