using Slipway.Registry.PullThrough;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.PullThrough;

internal sealed record CreatePullThroughCacheRuleRequest(
    [Length(2, 30), Pattern(RuleRequests.PrefixPattern)] string EcrRepositoryPrefix,
    string UpstreamRegistryUrl,
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    UpstreamRegistry? UpstreamRegistry,
    [Length(50, 612), Pattern(RuleRequests.CredentialPattern)] string? CredentialArn,
    [Length(0, 2048)] string? CustomRoleArn,
    [Length(2, 30), Pattern(RuleRequests.PrefixPattern)] string? UpstreamRepositoryPrefix);

internal sealed record CreatePullThroughCacheRuleResponse(
    string EcrRepositoryPrefix,
    string UpstreamRegistryUrl,
    DateTimeOffset CreatedAt,
    string RegistryId,
    UpstreamRegistry? UpstreamRegistry,
    string? CredentialArn,
    string? CustomRoleArn,
    string? UpstreamRepositoryPrefix);

/// <summary>
/// Has the repositories of a prefix filled from another registry: one of ECR's list or, beyond it, any that speaks the
/// distribution specification. AWS: API_CreatePullThroughCacheRule.
/// </summary>
// Departs: an upstream that is an ECR registry of another server, or AWS's own, needs a secret, with a key (accessKeyId, secretAccessKey) or a registry password; with a key, customRoleArn is the role that it assumes there.
[Operation<EcrApi>]
internal sealed class CreatePullThroughCacheRule(UpstreamChecks checks, PullThroughRules rules, TimeProvider clock)
    : IOperation<CreatePullThroughCacheRuleRequest, CreatePullThroughCacheRuleResponse>
{
    public static Access Requires(CreatePullThroughCacheRuleRequest request, Caller caller) => RuleRequests.Requires(caller, request.RegistryId, request.CredentialArn, request.CustomRoleArn);

    public async ValueTask<CreatePullThroughCacheRuleResponse> HandleAsync(CreatePullThroughCacheRuleRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var role = request.CustomRoleArn is { Length: > 0 } given ? given : null;
        var kind = await checks.CheckAsync(registry, request.UpstreamRegistryUrl, request.CredentialArn, role, ct);
        if (request.UpstreamRegistry is not null && UpstreamKinds.Kind(request.UpstreamRegistry) != kind) throw PullThroughErrors.Unsupported(request.UpstreamRegistryUrl);

        var prefix = RuleRequests.Trimmed(request.EcrRepositoryPrefix);
        // Told only where it was named: Terraform takes a prefix that nobody asked for as a change.
        var upstreamPrefix = request.UpstreamRepositoryPrefix is { } named ? RuleRequests.Trimmed(named) : null;
        if (prefix == PullThroughRule.Root && upstreamPrefix is not (null or PullThroughRule.Root))
            throw EcrErrors.InvalidParameter("upstreamRepositoryPrefix", "must be ROOT when ecrRepositoryPrefix is ROOT");
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var rule = new PullThroughRule(prefix, request.UpstreamRegistryUrl, kind, upstreamPrefix, request.CredentialArn, role, now, now);
        await rules.ChangeAsync(
            registry,
            present => present.Any(other => other.Prefix == prefix) ? throw PullThroughErrors.AlreadyExists(prefix, registry)
                : present.Count >= PullThroughRule.Most ? throw PullThroughErrors.TooMany()
                : present.Append(rule),
            ct);
        return new(prefix, rule.UpstreamUrl, now, registry.Account, UpstreamKinds.Word(kind), rule.CredentialArn, role, upstreamPrefix);
    }
}
