namespace Slipway.Registry.Policies;

/// <summary>A policy on a repository or a registry. The registry keeps it; what it means is for others to say.</summary>
/// <param name="Text">The document as it was given.</param>
/// <param name="Meaning">The same with unique ids in the place of names: what decisions are made by.</param>
public sealed record AccessPolicy(string Text, string Meaning);
