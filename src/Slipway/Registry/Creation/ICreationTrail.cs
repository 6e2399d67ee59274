namespace Slipway.Registry.Creation;

/// <summary>Where it is written down that a repository was made which nobody created.</summary>
public interface ICreationTrail
{
    /// <summary>Returns when it is on the disk.</summary>
    /// <param name="prefix">The template's; null where the usual settings were taken.</param>
    ValueTask RecordAsync(Repository repository, CreationOccasion occasion, string? prefix);
}
