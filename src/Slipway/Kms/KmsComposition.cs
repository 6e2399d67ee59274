using Microsoft.Extensions.DependencyInjection;
using Slipway.Kms.Cryptography;
using Slipway.Kms.Deletion;
using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Keys;

namespace Slipway.Kms;

internal static class KmsComposition
{
    /// <summary>What the operations of KMS need, and other services of its keys; the operations register themselves.</summary>
    public static IServiceCollection AddKms(this IServiceCollection services) => services
        .AddSingleton<KeyMaterial>()
        .AddSingleton<NewKeys>()
        .AddSingleton<ManagedKeys>()
        .AddSingleton<KeyFinder>()
        .AddSingleton<KeyCipher>()
        .AddSingleton<KmsPages>()
        .AddSingleton<IKeyDirectory, KeyDirectory>()
        .AddSingleton<IResourceLookup, KeyResources>()
        .AddHostedService<KeyDeletionWorker>();
}
