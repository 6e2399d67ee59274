using System.Globalization;

namespace Slipway.Registry.Quotas;

/// <summary>A push that a storage quota does not allow. Nothing of it was stored. The message is for the one who pushes.</summary>
/// <param name="registry">Of the repository that was pushed to.</param>
/// <param name="repository">Whose quota it is; null for the registry's.</param>
/// <param name="use">What was held, and the quota.</param>
/// <param name="bytes">What would have come to it.</param>
public sealed class StorageQuotaException(RegistryScope registry, RepositoryName? repository, StorageUse use, long bytes) : Exception(
    string.Create(
        CultureInfo.InvariantCulture,
        $"The storage quota of {use.MostBytes} bytes of {(repository is { } name ? $"the repository with name '{name}' in " : "")}the registry with id '{registry.Account}' leaves no room for {bytes} more bytes: {use.HeldBytes} bytes are held"));
