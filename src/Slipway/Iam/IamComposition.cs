using Microsoft.Extensions.DependencyInjection;
using Slipway.Iam.Account;
using Slipway.Iam.InstanceProfiles;
using Slipway.Iam.Reports;
using Slipway.Iam.Roles;
using Slipway.Wire;

namespace Slipway.Iam;

internal static class IamComposition
{
    /// <summary>What IAM's operations need beside the identities; the operations register themselves.</summary>
    public static IServiceCollection AddIam(this IServiceCollection services) => services
        .AddSingleton<PolicyHolders>()
        .AddSingleton<IResourceLookup, IamResources>()
        .AddSingleton<TrustPolicies>()
        .AddSingleton<InstanceProfileShapes>()
        .AddSingleton<ReportSubjects>()
        .AddSingleton<AuthorizationDetails>()
        .AddSingleton<Paging>();
}
