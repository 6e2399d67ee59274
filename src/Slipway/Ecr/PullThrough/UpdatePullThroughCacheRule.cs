using Slipway.Registry.PullThrough;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.PullThrough;

internal sealed record UpdatePullThroughCacheRuleRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    [Length(2, 30), Pattern(RuleRequests.PrefixPattern)] string EcrRepositoryPrefix,
    [Length(50, 612), Pattern(RuleRequests.CredentialPattern)] string? CredentialArn,
    [Length(0, 2048)] string? CustomRoleArn);

internal sealed record UpdatePullThroughCacheRuleResponse(
    string EcrRepositoryPrefix, string RegistryId, DateTimeOffset UpdatedAt, string? CredentialArn, string? CustomRoleArn, string? UpstreamRepositoryPrefix);

/// <summary>Gives a rule another secret or role. AWS: API_UpdatePullThroughCacheRule.</summary>
[Operation<EcrApi>]
internal sealed class UpdatePullThroughCacheRule(RuleRequests requests, UpstreamChecks checks, PullThroughRules rules, TimeProvider clock)
    : IOperation<UpdatePullThroughCacheRuleRequest, UpdatePullThroughCacheRuleResponse>
{
    public static Access Requires(UpdatePullThroughCacheRuleRequest request, Caller caller) => RuleRequests.Requires(caller, request.RegistryId, request.CredentialArn, request.CustomRoleArn);

    public async ValueTask<UpdatePullThroughCacheRuleResponse> HandleAsync(UpdatePullThroughCacheRuleRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var prefix = (await requests.RequireAsync(registry, request.EcrRepositoryPrefix, ct)).Prefix;
        if (request.CredentialArn is null && request.CustomRoleArn is null) throw PullThroughErrors.NoCredential();
        var before = await requests.RequireAsync(registry, prefix, ct);
        var arn = request.CredentialArn ?? before.CredentialArn;
        // An empty one takes the role off.
        var role = request.CustomRoleArn is { } named ? named.Length > 0 ? named : null : before.CustomRoleArn;
        await checks.CheckAsync(registry, before.UpstreamUrl, arn, role, ct);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        PullThroughRule? changed = null;
        await rules.ChangeAsync(
            registry,
            present =>
            {
                var found = present.FirstOrDefault(rule => rule.Prefix == prefix) ?? throw PullThroughErrors.NotFound(prefix, registry);
                changed = found with { CredentialArn = arn, CustomRoleArn = role, UpdatedAt = now };
                return present.Select(rule => rule.Prefix == prefix ? changed : rule);
            },
            ct);
        return new(prefix, registry.Account, now, arn, role, changed!.UpstreamPrefix);
    }
}
