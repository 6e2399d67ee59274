using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Kms;

internal static class KmsComposition
{
    /// <summary>What the operations of KMS need; the operations register themselves.</summary>
    public static IServiceCollection AddKms(this IServiceCollection services) => services;
}
