namespace Slipway.Registry.Policies;

/// <summary>A setting of an account in a region (API_PutAccountSetting).</summary>
/// <param name="Name">As the API writes it.</param>
/// <param name="Values">What it may be; the first is what it is until it is set.</param>
public sealed record AccountSetting(string Name, IReadOnlyList<string> Values)
{
    /// <summary>Which scanner basic scans are made by. CLAIR is retired: AWS takes the name no more.</summary>
    public static AccountSetting BasicScanType { get; } = new("BASIC_SCAN_TYPE_VERSION", ["AWS_NATIVE"]);

    /// <summary>Whether the registry's policy counts for every action (V2) or for three (V1).</summary>
    public static AccountSetting PolicyScope { get; } = new("REGISTRY_POLICY_SCOPE", ["V2", "V1"]);

    /// <summary>
    /// Whether a push may take a layer over from another repository of the registry. Departs: ECR's default is DISABLED, and
    /// clients then send what is there already; a mount asks for the same permission as a pull of that layer, so it gives away nothing.
    /// </summary>
    public static AccountSetting BlobMounting { get; } = new("BLOB_MOUNTING", ["ENABLED", "DISABLED"]);

    public static IReadOnlyList<AccountSetting> All { get; } = [BasicScanType, PolicyScope, BlobMounting];

    public string Default => Values[0];
}
