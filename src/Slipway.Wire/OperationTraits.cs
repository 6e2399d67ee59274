namespace Slipway.Wire;

/// <summary>What an operation's attribute says of it.</summary>
public sealed record OperationTraits
{
    /// <summary>A request that does not say otherwise fits into 1 MiB.</summary>
    public const int DefaultMaxBody = 1 << 20;

    // How AWS names operations that only look, in all of its services; a role that is assumed is the same as before.
    private static readonly string[] LookingVerbs =
        ["Get", "List", "Describe", "BatchGet", "BatchCheck", "Lookup", "Simulate", "Generate", "Decode", "Filter", "Validate", "Test", "AssumeRole"];

    /// <inheritdoc cref="OperationAttribute{TService}.MaxBody"/>
    public int MaxBody { get; init; } = DefaultMaxBody;

    /// <inheritdoc cref="OperationAttribute{TService}.IsUnsigned"/>
    public bool IsUnsigned { get; init; }

    /// <summary>null leaves it to the operation's name.</summary>
    public bool? IsReadOnly { get; init; }

    public static bool HandsOutCredentials(string name) =>
        name is "GetAuthorizationToken" or "GetSessionToken" or "GetFederationToken" or "GetWebHookKey" || name.StartsWith("AssumeRole", StringComparison.Ordinal);

    /// <summary>Whether an operation of this name changes nothing.</summary>
    public bool Reads(string name) => IsReadOnly ?? LookingVerbs.Any(verb => name.StartsWith(verb, StringComparison.Ordinal));
}
