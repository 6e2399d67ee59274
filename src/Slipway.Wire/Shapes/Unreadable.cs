namespace Slipway.Wire.Shapes;

/// <summary>A request whose bytes do not form what its operation takes; the gateway words it for the service's family.</summary>
public sealed class Unreadable(string message) : Exception(message);
