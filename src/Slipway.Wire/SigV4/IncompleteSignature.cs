namespace Slipway.Wire.SigV4;

/// <summary>A signature that is there but cannot be read; the authenticator words it for the service's family.</summary>
public sealed class IncompleteSignature(string message) : Exception(message);
