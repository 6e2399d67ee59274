namespace Slipway.Kernel;

/// <summary>One page of a listing in a fixed order.</summary>
/// <param name="HasMore">At least one more item follows the last of these.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, bool HasMore);
