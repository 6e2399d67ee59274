namespace Slipway.Wire;

/// <summary>The region that a call means which is signed for none.</summary>
public sealed record HomeRegion(string Name);
