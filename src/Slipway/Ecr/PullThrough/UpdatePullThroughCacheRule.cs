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
    string EcrRepositoryPrefix, string RegistryId, DateTimeOffset UpdatedAt, string? CredentialArn, string? UpstreamRepositoryPrefix);

/// <summary>Gives a rule another secret. AWS: API_UpdatePullThroughCacheRule.</summary>
[Operation<EcrApi>]
internal sealed class UpdatePullThroughCacheRule(RuleRequests requests, PullThroughRules rules, TimeProvider clock)
    : IOperation<UpdatePullThroughCacheRuleRequest, UpdatePullThroughCacheRuleResponse>
{
    public static Access Requires(UpdatePullThroughCacheRuleRequest request, Caller caller) => RuleRequests.Requires(caller, request.RegistryId, request.CredentialArn);

    public async ValueTask<UpdatePullThroughCacheRuleResponse> HandleAsync(UpdatePullThroughCacheRuleRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var prefix = (await requests.RequireAsync(registry, request.EcrRepositoryPrefix, ct)).Prefix;
        if (request.CustomRoleArn is { Length: > 0 }) throw EcrErrors.InvalidParameter("customRoleArn", "no role can be assumed for an upstream registry; give a secret as credentialArn");
        if (request.CredentialArn is not { } arn) throw PullThroughErrors.NoCredential();
        await requests.CheckSecretAsync(registry, arn, ct);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        PullThroughRule? changed = null;
        await rules.ChangeAsync(
            registry,
            present =>
            {
                var found = present.FirstOrDefault(rule => rule.Prefix == prefix) ?? throw PullThroughErrors.NotFound(prefix, registry);
                changed = found with { CredentialArn = arn, UpdatedAt = now };
                return present.Select(rule => rule.Prefix == prefix ? changed : rule);
            },
            ct);
        return new(prefix, registry.Account, now, arn, changed!.UpstreamPrefix);
    }
}
