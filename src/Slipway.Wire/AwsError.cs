namespace Slipway.Wire;

/// <summary>
/// A refusal in the words of the service that refuses. Only operations, codecs and the gateway's own steps throw it,
/// and only the gateway catches it: it writes the envelope of the protocol that was spoken.
/// </summary>
public sealed class AwsError : Exception
{
    /// <param name="code">The wire code, for example <c>RepositoryNotFoundException</c> or <c>NoSuchEntity</c>.</param>
    /// <param name="message">The sentence as AWS words it. Clients and scripts match on it.</param>
    public AwsError(string code, string message)
        : base(message) => Code = code;

    public string Code { get; }

    /// <summary>HTTP status; a refusal is 400 unless its service says otherwise.</summary>
    public int Status { get; init; } = 400;

    /// <summary>Modelled members beside code and message, such as <c>lastValidByteReceived</c>; wire names, JSON-ready values (string, long, bool).</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Members { get; init; } = [];

    /// <summary>The fault is the server's, not the sender's.</summary>
    public bool IsFault => Status >= 500;
}
