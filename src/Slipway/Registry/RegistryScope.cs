namespace Slipway.Registry;

/// <summary>A private registry: one for each account and region, as on AWS.</summary>
/// <param name="Account">12 digits; what ECR's API calls <c>registryId</c>.</param>
public readonly record struct RegistryScope(string Account, string Region);
