using Slipway.Registry.Sealing;

namespace Slipway.Adapters.Sealing;

/// <summary>Faults of keys in words.</summary>
internal static class KeyFaults
{
    public static KeyUnavailableException Of(string arn, KeyFault fault) => new(arn, fault, fault switch
    {
        KeyFault.Disabled => $"The KMS key {arn} is disabled.",
        KeyFault.PendingDeletion => $"The KMS key {arn} is pending deletion.",
        _ => $"The KMS key {arn} does not exist.",
    });
}
