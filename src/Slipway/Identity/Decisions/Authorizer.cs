using Microsoft.Extensions.Logging;
using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Grants;
using Slipway.Identity.Usage;
using Slipway.Wire;

namespace Slipway.Identity.Decisions;

/// <summary>
/// Decides API calls and registry requests alike: gathers who asks, what for and under which conditions, and leaves the
/// decision to the engine. What it cannot find out it refuses.
/// </summary>
internal sealed partial class Authorizer(
    Entitlements entitlements, ResourceDirectory resources, CompiledResourcePolicies policies, UsageJournal usage, DecisionMessages messages, TimeProvider clock, ILogger<Authorizer> log)
    : IAuthorizer
{
    public ValueTask<Verdict> DecideAsync(Caller caller, Access access, CancellationToken ct)
    {
        usage.NoteUse(caller, access.Service);
        if (access.Demands.Count == 0) return new(Verdict.Allowed);
        var who = entitlements.OfAsync(caller.Principal, ct);
        return who is { IsCompletedSuccessfully: true, Result: { } known } && IsKnown(known, access) ? new(Allow(caller, access)) : DecideAllAsync(who, caller, access, ct);
    }

    /// <inheritdoc cref="IResourcePolicies.WouldAllowAsync"/>
    public async ValueTask<bool> WouldAllowAsync(Caller caller, string action, ResourceFacts facts, CancellationToken ct)
    {
        if (await entitlements.OfAsync(caller.Principal, ct) is not { } who) return false;
        var access = Access.To(action, facts.Arn);
        var question = Ask(caller, who, access, access.Demands[0], Arn.TryParse(facts.Arn, out var arn) ? arn : null, facts).Question;
        return Decide(caller, who, question).IsAllowed;
    }

    private static bool IsKnown(Entitlement who, Access access)
    {
        if (access.IsTrust) return false;
        foreach (var demand in access.Demands)
        {
            if (!who.Allowed.Has(demand.Action, demand.Resource)) return false;
        }

        return true;
    }

    private async ValueTask<Verdict> DecideAllAsync(ValueTask<Entitlement?> finding, Caller caller, Access access, CancellationToken ct)
    {
        var who = await finding;
        foreach (var demand in access.Demands)
        {
            if (who is null) return Refuse(Nobody(caller, demand));
            var arn = Arn.TryParse(demand.Resource, out var parsed) ? parsed : null;
            var facts = arn is null ? null : await resources.FindAsync(arn, ct);
            var (question, keys) = Ask(caller, who, access, demand, arn, facts);
            var decision = Decide(caller, who, question);
            if (!decision.IsAllowed) return Refuse(new(caller, who, question, decision));
            if (!keys.WereAsked && !access.IsTrust && resources.IsLasting(arn, facts)) who.Allowed.Add(demand.Action, demand.Resource);
        }

        return Allow(caller, access);
    }

    private Verdict Allow(Caller caller, Access access)
    {
        usage.NoteAllowed(caller, access.Service);
        return Verdict.Allowed;
    }

    private static Decision Decide(Caller caller, Entitlement who, AuthorizationRequest question) =>
        SessionRules.Refuses(caller.Principal, question.Action)
            ? new(Outcome.ExplicitDeny, PolicyLayer.Session, null, null)
            : Evaluation.Decide(who.Facts, who.Policies, question);

    private (AuthorizationRequest Question, RequestKeys Keys) Ask(Caller caller, Entitlement who, Access access, Demand demand, Arn? arn, ResourceFacts? facts)
    {
        // What is AWS's own, such as its managed policies, is in every account.
        var account = arn is { Account: not ("" or "aws") } ? arn.Account : caller.Account;
        var keys = new RequestKeys(caller, who, access, demand, account, facts, clock.GetUtcNow());
        var question = new AuthorizationRequest(demand.Action, facts?.Arn ?? demand.Resource, account, keys)
        {
            IsTrust = access.IsTrust,
            ResourcePolicies = facts is null ? [] : policies.For(facts.Policies, access.IsTrust, demand.Action),
        };
        return (question, keys);
    }

    private Verdict Refuse(RefusedDemand refused)
    {
        if (log.IsEnabled(LogLevel.Information)) Refused(log, refused.Caller.RequestId, refused.Caller.Principal.Arn, refused.Request.Action, refused.Request.Resource, refused.Story);
        return new(refused.Sentence) { EncodeMessage = () => messages.Encode(refused) };
    }

    // Its user, role or account has gone since it signed in.
    private RefusedDemand Nobody(Caller caller, Demand demand)
    {
        var facts = new PrincipalFacts(PrincipalType.Anonymous, caller.Account) { Arn = caller.Principal.Arn };
        var who = new Entitlement(facts, PrincipalPolicies.None, caller.Principal.Arn, null, new Dictionary<string, string>());
        var keys = new RequestKeys(caller, who, Access.Anyone, demand, caller.Account, null, clock.GetUtcNow());
        return new(caller, who, new(demand.Action, demand.Resource, caller.Account, keys), new(Outcome.ImplicitDeny, PolicyLayer.Identity, null, null));
    }

    [LoggerMessage(4000, LogLevel.Information, "Refused {RequestId}: {Principal} may not {Action} on {Resource}: {Story}")]
    private static partial void Refused(ILogger log, string requestId, string principal, string action, string resource, string story);
}
