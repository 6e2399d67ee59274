namespace Slipway.Wire;

/// <summary>The account and the region of whatever does not say its own, such as a call that nobody signed.</summary>
public sealed record Home(string Account, string Region);
