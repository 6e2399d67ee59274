namespace Slipway.Wire;

/// <summary>Finds an operation by what a request calls it. Asked by every request; an operation's row is made when it is first found.</summary>
public sealed class OperationIndex
{
    private readonly Func<int, OperationEntry> row;
    private readonly OperationEntry?[] rows;
    private readonly Dictionary<string, OperationNames> byTarget;
    private readonly Dictionary<(string SigningName, string Version), OperationNames> services;

    /// <param name="names">Of all services; their numbers count from 0 without a gap.</param>
    /// <param name="row">Makes the row of a number.</param>
    public OperationIndex(IReadOnlyList<OperationNames> names, Func<int, OperationEntry> row)
    {
        this.row = row;
        rows = new OperationEntry?[names.Sum(service => service.Numbers.Count())];
        byTarget = names.Where(known => known.Service.TargetPrefix is not null).ToDictionary(known => known.Service.TargetPrefix!, StringComparer.Ordinal);
        services = names.ToDictionary(known => (known.Service.SigningName, known.Service.Version));
    }

    public IReadOnlyList<OperationEntry> All => [.. Enumerable.Range(0, rows.Length).Select(Row)];

    /// <param name="target">The whole <c>X-Amz-Target</c>.</param>
    public OperationEntry? FindByTarget(string target) => NamesByTarget(target)?.Find(target.AsSpan(target.LastIndexOf('.') + 1)) is { } number ? Row(number) : null;

    /// <summary>The service that a target belongs to, also when its operation is unknown.</summary>
    public ServiceDescriptor? FindServiceByTarget(string target) => NamesByTarget(target)?.Service;

    public OperationEntry? Find(ServiceDescriptor service, string name) =>
        services.GetValueOrDefault((service.SigningName, service.Version))?.Find(name) is { } number ? Row(number) : null;

    /// <summary>
    /// The query service that a form means: by its scope and version, else by its version alone, and for a version that
    /// nobody has by its scope, so that it is refused in its own form.
    /// </summary>
    /// <param name="signingName">null when the signature cannot be read.</param>
    public ServiceDescriptor? FindQueryService(string? signingName, string version) =>
        signingName is not null && services.TryGetValue((signingName, version), out var known) && known.Service.XmlNamespace is not null
            ? known.Service
            : Queried.FirstOrDefault(other => other.Version == version) ?? Queried.FirstOrDefault(other => other.SigningName == signingName);

    private IEnumerable<ServiceDescriptor> Queried => services.Values.Select(known => known.Service).Where(service => service.XmlNamespace is not null);

    // A prefix may hold dots itself, as CloudTrail's does.
    private OperationNames? NamesByTarget(string target) =>
        target.LastIndexOf('.') is > 0 and var dot ? byTarget.GetValueOrDefault(target[..dot]) : null;

    // Two requests may make the same row at the same time; one of them stays.
    private OperationEntry Row(int number) =>
        Volatile.Read(ref rows[number]) ?? Interlocked.CompareExchange(ref rows[number], row(number), null) ?? rows[number]!;
}
