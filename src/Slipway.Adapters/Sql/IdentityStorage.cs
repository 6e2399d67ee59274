using Microsoft.Extensions.DependencyInjection;
using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Accounts;
using Slipway.Identity.Boundaries;
using Slipway.Identity.Grants;
using Slipway.Identity.Groups;
using Slipway.Identity.InstanceProfiles;
using Slipway.Identity.LoginProfiles;
using Slipway.Identity.MfaDevices;
using Slipway.Identity.Organizations;
using Slipway.Identity.Passwords;
using Slipway.Identity.Policies;
using Slipway.Identity.Principals;
using Slipway.Identity.Providers;
using Slipway.Identity.Reports;
using Slipway.Identity.Roles;
using Slipway.Identity.Users;
using Slipway.Identity.Usage;

namespace Slipway.Adapters.Sql;

internal static class IdentityStorage
{
    /// <summary>The stores of identities, one line each.</summary>
    public static IServiceCollection AddIdentityStorage(this IServiceCollection services) => services
        .AddSingleton<IdentityDatabase>()
        .AddSingleton<IIdentityStore, SqlIdentityStore>()
        .AddSingleton<IPrincipalStore, SqlPrincipalStore>()
        .AddSingleton<IRoleStore, SqlRoleStore>()
        .AddSingleton<IRoleDeletionStore, SqlRoleDeletionStore>()
        .AddSingleton<IInstanceProfileStore, SqlInstanceProfileStore>()
        .AddSingleton<IBoundaryStore, SqlBoundaryStore>()
        .AddSingleton<IGrantStore, SqlGrantStore>()
        .AddSingleton<IPolicyStore, SqlPolicyStore>()
        .AddSingleton<IPolicyVersionStore, SqlPolicyVersionStore>()
        .AddSingleton<IAttachmentStore, SqlAttachmentStore>()
        .AddSingleton<IInlinePolicyStore, SqlInlinePolicyStore>()
        .AddSingleton<IOrganizationStore, SqlOrganizationStore>()
        .AddSingleton<IOrganizationalUnitStore, SqlOrganizationalUnitStore>()
        .AddSingleton<IServiceControlPolicyStore, SqlServiceControlPolicyStore>()
        .AddSingleton<IOrganizationTagStore, SqlOrganizationTagStore>()
        .AddSingleton<ILoginProfileStore, SqlLoginProfileStore>()
        .AddSingleton<IPasswordPolicyStore, SqlPasswordPolicyStore>()
        .AddSingleton<IAccountAliasStore, SqlAccountAliasStore>()
        .AddSingleton<ISamlProviderStore, SqlSamlProviderStore>()
        .AddSingleton<IMfaDeviceStore, SqlMfaDeviceStore>()
        .AddSingleton<IOpenIdConnectProviderStore, SqlOpenIdConnectProviderStore>()
        .AddSingleton<IUserStore, SqlUserStore>()
        .AddSingleton<IGroupStore, SqlGroupStore>()
        .AddSingleton<IAccessKeyStore, SqlAccessKeyStore>()
        .AddSingleton<IUsageStore, SqlUsageStore>()
        .AddSingleton<IAccountSummaryStore, SqlAccountSummaryStore>()
        .AddSingleton<ICredentialReportStore, SqlCredentialReportStore>()
        .AddSingleton<IServiceAccessStore, SqlServiceAccessStore>();
}
