namespace Slipway.Adapters.Remotes;

/// <summary>How long other registries are waited for; the operator's setting <c>SLIPWAY_REMOTE_TIMEOUT</c>.</summary>
/// <param name="Patience">For a connection, for the head of an answer, and for each next piece of a body.</param>
internal sealed record RemoteLimits(TimeSpan Patience)
{
    /// <summary>A registry that has been sent a large layer hashes and keeps it before it answers.</summary>
    public TimeSpan AfterBody => Patience * 10;
}
