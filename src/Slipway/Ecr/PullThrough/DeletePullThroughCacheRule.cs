using Slipway.Registry.PullThrough;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.PullThrough;

internal sealed record DeletePullThroughCacheRuleRequest(
    [Length(2, 30), Pattern(RuleRequests.PrefixPattern)] string EcrRepositoryPrefix,
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId);

internal sealed record DeletePullThroughCacheRuleResponse(
    string EcrRepositoryPrefix,
    string UpstreamRegistryUrl,
    DateTimeOffset CreatedAt,
    string RegistryId,
    string? CredentialArn,
    string? CustomRoleArn,
    string? UpstreamRepositoryPrefix);

/// <summary>Removes a rule; the repositories that it filled stay as they are. AWS: API_DeletePullThroughCacheRule.</summary>
[Operation<EcrApi>]
internal sealed class DeletePullThroughCacheRule(PullThroughRules rules) : IOperation<DeletePullThroughCacheRuleRequest, DeletePullThroughCacheRuleResponse>
{
    public static Access Requires(DeletePullThroughCacheRuleRequest request, Caller caller) => RuleRequests.Requires(caller, request.RegistryId);

    public async ValueTask<DeletePullThroughCacheRuleResponse> HandleAsync(DeletePullThroughCacheRuleRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var prefix = RuleRequests.Trimmed(request.EcrRepositoryPrefix);
        PullThroughRule? gone = null;
        await rules.ChangeAsync(
            registry,
            present =>
            {
                gone = present.FirstOrDefault(rule => rule.Prefix == prefix) ?? throw PullThroughErrors.NotFound(prefix, registry);
                return present.Where(rule => rule.Prefix != prefix);
            },
            ct);
        return new(prefix, gone!.UpstreamUrl, gone.CreatedAt, registry.Account, gone.CredentialArn, gone.CustomRoleArn, gone.UpstreamPrefix);
    }
}
