using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Registry.Signing;

internal static class SigningComposition
{
    /// <summary>Signatures on what is pushed. The program provides <see cref="ISigningStore"/>.</summary>
    public static IServiceCollection AddSigning(this IServiceCollection services) => services
        .AddSingleton<SigningConfigurations>()
        .AddSingleton<SigningKeys>()
        .AddSingleton<ImageSigner>()
        .AddFollower<SigningFollower>();
}
