using System.Collections.Frozen;

namespace Slipway.Wire;

/// <summary>The operation table, ready to be asked: frozen at start, read by every request.</summary>
public sealed class OperationIndex
{
    private readonly FrozenDictionary<string, OperationEntry> byTarget;
    private readonly FrozenDictionary<(string SigningName, string Version, string Name), OperationEntry> byName;
    private readonly FrozenDictionary<string, ServiceDescriptor> servicesByTarget;
    private readonly FrozenDictionary<(string SigningName, string Version), ServiceDescriptor> services;

    public OperationIndex(IEnumerable<OperationEntry> entries)
    {
        All = [.. entries];
        var known = All.Select(entry => entry.Service).Distinct().ToList();
        byTarget = All.Where(entry => entry.Service.TargetPrefix is not null)
            .ToFrozenDictionary(entry => $"{entry.Service.TargetPrefix}.{entry.Name}", StringComparer.Ordinal);
        byName = All.ToFrozenDictionary(entry => (entry.Service.SigningName, entry.Service.Version, entry.Name));
        servicesByTarget = known.Where(service => service.TargetPrefix is not null)
            .ToFrozenDictionary(service => service.TargetPrefix!, StringComparer.Ordinal);
        services = known.ToFrozenDictionary(service => (service.SigningName, service.Version));
    }

    public IReadOnlyList<OperationEntry> All { get; }

    /// <param name="target">The whole <c>X-Amz-Target</c>.</param>
    public OperationEntry? FindByTarget(string target) => byTarget.GetValueOrDefault(target);

    /// <summary>The service that a target belongs to, also when its operation is unknown.</summary>
    public ServiceDescriptor? FindServiceByTarget(string target) =>
        // A prefix may hold dots itself, as CloudTrail's does.
        target.LastIndexOf('.') is > 0 and var dot ? servicesByTarget.GetValueOrDefault(target[..dot]) : null;

    public OperationEntry? Find(ServiceDescriptor service, string name) => byName.GetValueOrDefault((service.SigningName, service.Version, name));

    /// <summary>
    /// The query service that a form means: by its scope and version, else by its version alone, and for a version that
    /// nobody has by its scope, so that it is refused in its own form.
    /// </summary>
    /// <param name="signingName">null when the signature cannot be read.</param>
    public ServiceDescriptor? FindQueryService(string? signingName, string version) =>
        signingName is not null && services.TryGetValue((signingName, version), out var service) && service.XmlNamespace is not null
            ? service
            : services.Values.FirstOrDefault(other => other.Version == version && other.XmlNamespace is not null)
                ?? services.Values.FirstOrDefault(other => other.SigningName == signingName && other.XmlNamespace is not null);
}
