namespace Slipway.Adapters.DataFolder;

/// <summary>Where a command's lines go: to this process's console, or over the control socket to another's.</summary>
/// <param name="Say">What was asked for, and progress.</param>
/// <param name="Complain">Why it did not work.</param>
internal sealed record CommandOutput(Action<string> Say, Action<string> Complain);
