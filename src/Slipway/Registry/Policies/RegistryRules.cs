namespace Slipway.Registry.Policies;

/// <summary>What holds for a whole registry.</summary>
/// <param name="Policy">null when there is none.</param>
/// <param name="Settings">Those that were set, by name.</param>
public sealed record RegistryRules(AccessPolicy? Policy, IReadOnlyDictionary<string, string> Settings)
{
    public static RegistryRules None { get; } = new(null, new Dictionary<string, string>());

    /// <summary>The policy counts for every action, not only for those that bring images and repositories in.</summary>
    public bool IsPolicyForEverything { get; } = ValueOf(Settings, AccountSetting.PolicyScope) == "V2";

    public bool MountsBlobs { get; } = ValueOf(Settings, AccountSetting.BlobMounting) == "ENABLED";

    public string ValueOf(AccountSetting setting) => ValueOf(Settings, setting);

    private static string ValueOf(IReadOnlyDictionary<string, string> settings, AccountSetting setting) =>
        settings.TryGetValue(setting.Name, out var value) ? value : setting.Default;
}
