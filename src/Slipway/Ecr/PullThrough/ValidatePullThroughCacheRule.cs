using Slipway.Registry;
using Slipway.Registry.PullThrough;
using Slipway.Registry.Remotes;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.PullThrough;

internal sealed record ValidatePullThroughCacheRuleRequest(
    [Length(2, 30), Pattern(RuleRequests.PrefixPattern)] string EcrRepositoryPrefix,
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId);

internal sealed record ValidatePullThroughCacheRuleResponse(
    string EcrRepositoryPrefix,
    string RegistryId,
    string UpstreamRegistryUrl,
    string? CredentialArn,
    string? CustomRoleArn,
    string? UpstreamRepositoryPrefix,
    bool IsValid,
    string? Failure);

/// <summary>Asks the upstream of a rule whether it takes the credentials, or lets the role in. AWS: API_ValidatePullThroughCacheRule.</summary>
[Operation<EcrApi>(IsReadOnly = true)]
internal sealed class ValidatePullThroughCacheRule(RuleRequests requests, Upstreams upstreams)
    : IOperation<ValidatePullThroughCacheRuleRequest, ValidatePullThroughCacheRuleResponse>
{
    public static Access Requires(ValidatePullThroughCacheRuleRequest request, Caller caller) => RuleRequests.Requires(caller, request.RegistryId);

    public async ValueTask<ValidatePullThroughCacheRuleResponse> HandleAsync(ValidatePullThroughCacheRuleRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var rule = await requests.RequireAsync(registry, request.EcrRepositoryPrefix, ct);
        string? failure = null;
        try
        {
            await (await upstreams.OpenAsync(registry, rule, AnyOf(rule), ct)).Registry.PingAsync(ct);
        }
        catch (RemoteFailureException fault)
        {
            failure = fault.Message;
        }

        return new(rule.Prefix, registry.Account, rule.UpstreamUrl, rule.CredentialArn, rule.CustomRoleArn, rule.UpstreamPrefix, failure is null, failure);
    }

    private static RepositoryName AnyOf(PullThroughRule rule) =>
        RepositoryName.TryParse(rule.Prefix == PullThroughRule.Root ? "any" : $"{rule.Prefix}/any", out var name) ? name : throw new InvalidOperationException($"{rule.Prefix} is no prefix.");
}
