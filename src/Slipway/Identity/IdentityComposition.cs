using Microsoft.Extensions.DependencyInjection;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Decisions;
using Slipway.Identity.Grants;
using Slipway.Identity.LoginProfiles;
using Slipway.Identity.MfaDevices;
using Slipway.Identity.Organizations;
using Slipway.Identity.Passwords;
using Slipway.Identity.Principals;
using Slipway.Identity.Sessions;
using Slipway.Identity.Usage;
using Slipway.Identity.WebIdentity;
using Slipway.Wire;

namespace Slipway.Identity;

internal static class IdentityComposition
{
    /// <summary>
    /// Who is who and who may what. The program provides <see cref="IIdentityStore"/>, <see cref="ICredentialsFile"/>,
    /// <see cref="IWebKeys"/>, <see cref="Kernel.DataKey"/>, <see cref="Kernel.IIdSource"/> and <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services) => services
        .AddSingleton<IdentityChanges>()
        .AddSingleton<AccessKeySecrets>()
        .AddSingleton<SessionTokens>()
        .AddSingleton<WebKeyRing>()
        .AddSingleton<WebIdentityTokens>()
        .AddSingleton<MfaSeeds>()
        .AddSingleton<FailedAttempts>()
        .AddSingleton<MfaVerifier>()
        .AddSingleton<PasswordHashes>()
        .AddSingleton<NewPasswords>()
        .AddSingleton<Identities>()
        .AddSingleton<PolicyCache>()
        .AddSingleton<Entitlements>()
        .AddSingleton<PrincipalBinding>()
        .AddSingleton<ServiceControl>()
        .AddSingleton<PrincipalCheck>()
        .AddSingleton<FirstIdentity>()
        .AddSingleton<HomeOrganization>()
        .AddSingleton<ICredentials, Credentials>()
        .AddSingleton<UsageJournal>()
        .AddSingleton<DecisionMessages>()
        .AddSingleton<ResourceDirectory>()
        .AddSingleton<CompiledResourcePolicies>()
        .AddSingleton<Authorizer>()
        .AddSingleton<IAuthorizer>(provider => provider.GetRequiredService<Authorizer>())
        .AddSingleton<IResourcePolicies, ResourcePolicies>()
        .AddSingleton<IServiceRoles, ServiceRoles>()
        .AddSingleton<IAccountDirectory, AccountDirectory>()
        .AddSingleton<IRegistryTokens, RegistryTokens>();
}
