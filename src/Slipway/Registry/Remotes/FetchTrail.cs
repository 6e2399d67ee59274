using System.Security.Cryptography;

namespace Slipway.Registry.Remotes;

/// <summary>
/// Which servers have asked one another for the request at hand, as <c>CDN-Loop</c> tells it (RFC 8586). Rules of several servers,
/// or of one by a name that it does not know for its own, may lead in a circle, which none of them sees in its rules. It goes with
/// the request into all that is fetched for it.
/// </summary>
public sealed class FetchTrail
{
    public const string Header = "CDN-Loop";

    private const string Prefix = "slipway-";

    // Each waits for the next.
    private const int MostServers = 3;

    // Longer ones are nobody's that means well.
    private const int MaxLength = 1024;

    private readonly AsyncLocal<string?> before = new();
    private readonly string self = $"{Prefix}{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    /// <summary>What goes with a request to the next.</summary>
    public string Next => before.Value is { } others ? $"{others}, {self}" : self;

    /// <summary>Takes over what came with a request, for as long as the calling asynchronous method runs and what it starts.</summary>
    /// <param name="header">null when there was none.</param>
    public void Enter(string? header) => before.Value = string.IsNullOrWhiteSpace(header) ? null : header;

    /// <summary>Why nobody is to be asked for this request.</summary>
    /// <returns>null when the next may be.</returns>
    public string? Refusal()
    {
        if (before.Value is not { } others) return null;
        if (others.Length > MaxLength || others.Split(Prefix).Length - 1 >= MostServers) return $"the pull through cache rules lead through more than {MostServers} servers";
        return others.Contains(self, StringComparison.Ordinal) ? "the pull through cache rules lead in a circle: this server is asked for what it asks for itself" : null;
    }
}
