using System.Globalization;
using Slipway.Registry;
using Slipway.Registry.RecycleBin;

namespace Slipway.Ecr.RecycleBin;

/// <summary>Finds what a request names in the recycle bin, or refuses.</summary>
internal static class RecycledLookup
{
    /// <summary>The number that tells deleted repositories of one name apart.</summary>
    public const string IdPattern = "[0-9]{1,18}";

    /// <param name="id">null for the one that was deleted last.</param>
    public static async ValueTask<RecycledRepository> RequireAsync(this IRecycleBinStore store, RegistryScope registry, RepositoryName name, string? id, CancellationToken ct) =>
        await store.FindRepositoryAsync(registry, name, id is null ? null : long.Parse(id, CultureInfo.InvariantCulture), ct)
        ?? throw RecycleBinErrors.RepositoryNotFound(registry, name);

    public static Digest DigestOf(Repository repository, string text) =>
        Digest.TryParse(text, out var digest) ? digest : throw RecycleBinErrors.ImageNotFound(repository, text);
}
