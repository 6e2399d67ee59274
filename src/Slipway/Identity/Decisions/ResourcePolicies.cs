using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Principals;
using Slipway.Wire;

namespace Slipway.Identity.Decisions;

/// <inheritdoc/>
internal sealed class ResourcePolicies(PrincipalBinding binding, Authorizer authorizer) : IResourcePolicies
{
    public async ValueTask<ResourcePolicyReading> ReadAsync(string document, PolicyPlace place, CancellationToken ct)
    {
        if (!Policy.TryParse(document, CompiledResourcePolicies.GrammarOf(place), out _, out var fault)) return new(null, fault);
        var outcome = await binding.BindAsync(document, ct);
        return outcome.Policy is { } bound
            ? new(new(bound.Text, bound.Meaning), null)
            : new(null, $"Invalid principal in policy: \"AWS\":\"{outcome.Unknown}\"");
    }

    public ValueTask<string> ShowAsync(BoundDocument document, CancellationToken ct) => binding.ShowAsync(new(document.Text, document.Meaning), ct);

    public ValueTask<bool> WouldAllowAsync(Caller caller, string action, ResourceFacts facts, CancellationToken ct) =>
        authorizer.WouldAllowAsync(caller, action, facts, ct);
}
