using Microsoft.Extensions.DependencyInjection;

namespace Slipway.SecretsManager;

internal static class SecretsManagerComposition
{
    /// <summary>What the operations of Secrets Manager need; the operations register themselves.</summary>
    public static IServiceCollection AddSecretsManager(this IServiceCollection services) => services;
}
