namespace Slipway.Server.Configuration;

/// <summary>Settings that cannot be used; all of them at once, each naming its setting.</summary>
internal sealed class ConfigurationFaultsException(IReadOnlyList<string> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults => faults;
}
