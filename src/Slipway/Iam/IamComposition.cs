using Microsoft.Extensions.DependencyInjection;
using Slipway.Iam.AccessKeys;
using Slipway.Wire;

namespace Slipway.Iam;

internal static class IamComposition
{
    /// <summary>
    /// Who is who and who may what. The program provides <see cref="IIdentityStore"/>, <see cref="ICredentialsFile"/>,
    /// <see cref="Kernel.DataKey"/>, <see cref="Kernel.IIdSource"/> and <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddIam(this IServiceCollection services) => services
        .AddSingleton<AccessKeySecrets>()
        .AddSingleton<Identities>()
        .AddSingleton<FirstIdentity>()
        .AddSingleton<ICredentials, Credentials>()
        .AddSingleton<IAuthorizer, Authorizer>()
        .AddSingleton<IRegistryTokens, RegistryTokens>();
}
