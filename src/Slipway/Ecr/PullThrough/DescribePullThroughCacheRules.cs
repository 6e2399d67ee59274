using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.PullThrough;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.PullThrough;

internal sealed record DescribePullThroughCacheRulesRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    [Items(1, 100), Length(2, 30), Pattern(RuleRequests.PrefixPattern)] IReadOnlyList<string>? EcrRepositoryPrefixes,
    string? NextToken,
    [Bounds(1, 1000)] int? MaxResults);

internal sealed record DescribePullThroughCacheRulesResponse(IReadOnlyList<PullThroughCacheRule> PullThroughCacheRules, string? NextToken);

internal sealed record PullThroughCacheRule(
    string EcrRepositoryPrefix,
    string UpstreamRegistryUrl,
    DateTimeOffset CreatedAt,
    string RegistryId,
    string? CredentialArn,
    string? CustomRoleArn,
    string? UpstreamRepositoryPrefix,
    UpstreamRegistry? UpstreamRegistry,
    DateTimeOffset UpdatedAt)
{
    public static PullThroughCacheRule Of(PullThroughRule rule, RegistryScope registry) => new(
        rule.Prefix, rule.UpstreamUrl, rule.CreatedAt, registry.Account, rule.CredentialArn, rule.CustomRoleArn, rule.UpstreamPrefix, UpstreamKinds.Word(rule.Kind), rule.UpdatedAt);
}

/// <summary>The rules of a registry by their prefixes, or those that are named. AWS: API_DescribePullThroughCacheRules.</summary>
[Operation<EcrApi>]
internal sealed class DescribePullThroughCacheRules(RuleRequests requests, PullThroughRules rules, PageTokens pageTokens)
    : IOperation<DescribePullThroughCacheRulesRequest, DescribePullThroughCacheRulesResponse>
{
    public static Access Requires(DescribePullThroughCacheRulesRequest request, Caller caller) => RuleRequests.Requires(caller, request.RegistryId);

    public async ValueTask<DescribePullThroughCacheRulesResponse> HandleAsync(DescribePullThroughCacheRulesRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        if (request.EcrRepositoryPrefixes is { } prefixes)
        {
            if (request.NextToken is not null || request.MaxResults is not null) throw EcrErrors.PagingWithNames("ecrRepositoryPrefixes");
            List<PullThroughCacheRule> named = [];
            foreach (var prefix in prefixes.Distinct()) named.Add(PullThroughCacheRule.Of(await requests.RequireAsync(registry, prefix, ct), registry));
            return new(named, null);
        }

        var listing = $"DescribePullThroughCacheRules {registry.Account} {registry.Region}";
        string? after = null;
        if (request.NextToken is { } token && !pageTokens.TryRead(listing, token, out after)) throw EcrErrors.InvalidPageToken();
        var most = request.MaxResults ?? EcrApi.DefaultPage;
        var left = (await rules.ListAsync(registry, ct)).Where(rule => after is null || string.CompareOrdinal(rule.Prefix, after) > 0).ToList();
        var page = left.Take(most).ToList();
        return new([.. page.Select(rule => PullThroughCacheRule.Of(rule, registry))], left.Count > most ? pageTokens.Issue(listing, page[^1].Prefix) : null);
    }
}
