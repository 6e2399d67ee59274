namespace Slipway.Events.Destinations;

/// <summary>Sends requests to where users of this server say. Addresses that are the server's own or its network's are out of reach unless the operator allows them.</summary>
internal interface IWebHooks
{
    /// <summary>Whether a URL is of a kind that is asked: HTTPS, and for hosts that the operator allows HTTP too.</summary>
    bool Takes(Uri address);

    /// <summary>One attempt, at most five seconds. Never throws for what the other side does. Redirects are not followed.</summary>
    ValueTask<WebHookReply> SendAsync(WebHookRequest request, CancellationToken ct);
}

/// <param name="Body">Sent as JSON, also where it is empty.</param>
internal sealed record WebHookRequest(string Method, Uri Address, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Never its headers: records are printed.</summary>
    public override string ToString() => $"{Method} {Address.Host}";
}

/// <param name="Status">null when there was no answer.</param>
/// <param name="Failure">Why there was none.</param>
/// <param name="RetryAfter">What the other side asks for.</param>
internal sealed record WebHookReply(int? Status, string? Failure, TimeSpan? RetryAfter)
{
    /// <summary>Nobody was asked, and nobody will be: the address is out of reach.</summary>
    public bool IsForbidden { get; init; }
}
