namespace Slipway.Wire;

/// <summary>The operations of a service by name, as the generator writes them down, and their numbers in the operation table.</summary>
public sealed class OperationNames
{
    private readonly string[] names;
    private readonly int first;
    private readonly Lazy<Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>> numbers;

    private OperationNames(ServiceDescriptor service, int first, string names)
    {
        Service = service;
        this.names = names.Split(' ');
        this.first = first;
        numbers = new(() => this.names.Index()
            .ToDictionary(name => name.Item, name => first + name.Index, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>());
    }

    /// <param name="first">The number of the first; the others follow.</param>
    /// <param name="names">With a space between them.</param>
    public static OperationNames Of<TService>(int first, string names)
        where TService : IAwsService => new(TService.Descriptor, first, names);

    public ServiceDescriptor Service { get; }

    internal IEnumerable<int> Numbers => Enumerable.Range(first, names.Length);

    internal int? Find(ReadOnlySpan<char> name) => numbers.Value.TryGetValue(name, out var number) ? number : null;
}
