namespace Slipway.Iam.PolicyEngine.Indexing;

/// <summary>The statements of a principal's policies, layer by layer, ready to be asked.</summary>
internal sealed class PolicyIndex(PrincipalPolicies policies)
{
    public IReadOnlyList<LayerIndex> ServiceControl { get; } = [.. policies.ServiceControl.Select(level => new LayerIndex(PolicyLayer.ServiceControl, level))];

    public LayerIndex Identity { get; } = new(PolicyLayer.Identity, policies.Identity);

    public LayerIndex? Boundary { get; } = policies.Boundary is { } boundary ? new(PolicyLayer.Boundary, boundary) : null;

    public LayerIndex? Session { get; } = policies.Session is { } session ? new(PolicyLayer.Session, session) : null;
}
