namespace Slipway.Identity;

/// <summary>
/// Says when anything changed that decisions about identities depend on. Stores bump it before they acknowledge a change;
/// whoever remembers conclusions keeps them only as long as the generation is the same object.
/// </summary>
internal sealed class IdentityChanges
{
    private object generation = new();

    /// <summary>
    /// Another object after every change. What was concluded from data that was read after taking this may be remembered
    /// for as long as it stays the same object.
    /// </summary>
    public object Generation => Volatile.Read(ref generation);

    public void Bump() => Volatile.Write(ref generation, new());
}
