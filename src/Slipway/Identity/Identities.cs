namespace Slipway.Identity;

/// <summary>
/// The identities as requests see them: read from memory for as long as none has changed, so that a change holds from the
/// next request on.
/// </summary>
internal sealed class Identities(IIdentityStore store, IdentityChanges changes)
{
    private const int MaxRemembered = 10_000;

    private readonly Conclusions<string, KeyHolder> remembered = new(changes, MaxRemembered);

    /// <returns>null when there is no such key; an inactive one is found.</returns>
    public ValueTask<KeyHolder?> FindByAccessKeyAsync(string accessKeyId, CancellationToken ct)
    {
        var known = remembered.Recall();
        return known.TryGet(accessKeyId, out var holder) ? new(holder) : ReadAsync(known, accessKeyId, ct);
    }

    // Unknown keys are not remembered: strangers can make up any number of them.
    private async ValueTask<KeyHolder?> ReadAsync(Conclusions<string, KeyHolder>.Since known, string accessKeyId, CancellationToken ct)
    {
        var holder = await store.FindByAccessKeyAsync(accessKeyId, ct);
        if (holder is null) return null;
        known.Add(accessKeyId, holder);
        return holder;
    }
}
