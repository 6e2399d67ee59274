namespace Slipway.Ecr.Policies;

/// <summary>The answer of everything that sets, shows or deletes a registry's policy.</summary>
internal sealed record RegistryPolicyResponse(string RegistryId, string PolicyText);
