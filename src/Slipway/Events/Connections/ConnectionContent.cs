namespace Slipway.Events.Connections;

/// <summary>What a connection knows that not everybody may: kept sealed as a whole.</summary>
/// <param name="Name">Of the user, or of the header that the key is sent in.</param>
/// <param name="Secret">The password, or the key.</param>
/// <param name="SigningKey">Of the signature that receivers can check; never sent along.</param>
internal sealed record ConnectionContent(
    string Name,
    string Secret,
    string SigningKey,
    IReadOnlyList<InvocationParameter> Headers,
    IReadOnlyList<InvocationParameter> Query,
    IReadOnlyList<InvocationParameter> Body)
{
    /// <summary>Never its secrets: records are printed.</summary>
    public override string ToString() => nameof(ConnectionContent);
}

/// <summary>Added to every request. A secret value is never told again.</summary>
internal sealed record InvocationParameter(string Key, string Value, bool IsSecret)
{
    public override string ToString() => Key;
}
