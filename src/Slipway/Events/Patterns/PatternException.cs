namespace Slipway.Events.Patterns;

/// <summary>A text that is no event pattern; the message says why, and where.</summary>
internal sealed class PatternException(string reason) : Exception(reason);
