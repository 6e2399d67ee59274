namespace Slipway.Registry.PullThrough;

/// <summary>Tells the people of a registry of this server, and of the cache, what was read there for it, and what was refused.</summary>
public interface IUpstreamReads
{
    /// <param name="digest">Of what was handed out; null where it was refused.</param>
    /// <param name="refusal">Why not; null where it was handed out.</param>
    ValueTask TellAsync(UpstreamRead read, Digest? digest, string? refusal);
}
