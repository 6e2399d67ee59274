using Microsoft.Extensions.DependencyInjection;
using Slipway.Wire;
using Slipway.Wire.Secrets;

namespace Slipway.SecretsManager;

internal static class SecretsManagerComposition
{
    /// <summary>What the operations of Secrets Manager need; the operations register themselves.</summary>
    public static IServiceCollection AddSecretsManager(this IServiceCollection services) => services
        .AddSingleton<SecretVault>()
        .AddSingleton<ISecretValues, SecretValues>()
        .AddSingleton<IResourceLookup, SecretResources>()
        .AddHostedService<SecretPurge>();
}
