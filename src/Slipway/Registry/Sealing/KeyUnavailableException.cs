namespace Slipway.Registry.Sealing;

/// <summary>Blobs cannot be opened or written now, since the key of their domain cannot be used. They are not damaged.</summary>
public sealed class KeyUnavailableException(string? key, KeyFault fault, string message) : Exception(message)
{
    /// <summary>The ARN of the KMS key; null for the key of the installation.</summary>
    public string? Key => key;

    public KeyFault Fault => fault;
}

/// <summary>Why a key cannot be used.</summary>
public enum KeyFault
{
    /// <summary>There is no such key, or its material has been destroyed.</summary>
    Missing,

    Disabled,

    PendingDeletion,

    /// <summary>The blob was encrypted under another key than the one that is here, such as that of another installation.</summary>
    Foreign,
}
