using Microsoft.Extensions.DependencyInjection;
using Slipway.Ecr.Events;
using Slipway.Ecr.Layers;
using Slipway.Ecr.Lifecycle;
using Slipway.Ecr.Policies;
using Slipway.Ecr.PullThrough;
using Slipway.Ecr.Referrers;
using Slipway.Ecr.Templates;
using Slipway.Kernel;
using Slipway.Registry.Creation;
using Slipway.Registry.PullThrough;
using Slipway.Registry.Signing;
using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr;

internal static class EcrComposition
{
    /// <summary>What ECR's operations need beside the registry's use cases; the operations register themselves.</summary>
    public static IServiceCollection AddEcr(this IServiceCollection services) => services
        .AddFollower<EcrEvents>()
        .AddSingleton<PageTokens>()
        .AddSigning()
        .AddSingleton<ITemplateRoles, TemplateRoles>()
        .AddSingleton<ICreationTrail, CreationTrail>()
        .AddSingleton<TemplatePolicies>()
        .AddSingleton<IPolicyBinding>(provider => provider.GetRequiredService<TemplatePolicies>())
        .AddSingleton<LayerParts>()
        .AddLifecyclePolicies()
        .AddSingleton<PushTargets>()
        .AddSingleton<ReferrerPages>()
        .AddSingleton<PolicyTexts>()
        .AddSingleton<RuleRequests>()
        .AddSingleton<UpstreamChecks>()
        .AddSingleton<CachedPulls>()
        .AddSingleton<IUpstreamPermissions, UpstreamPermissions>()
        .AddSingleton<IUpstreamReads, UpstreamAudit>()
        .AddSingleton<IUpstreamCredentials, UpstreamCredentials>()
        .AddSingleton<EcrResources>()
        .AddSingleton<IResourceLookup>(provider => provider.GetRequiredService<EcrResources>());
}
