using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>
/// Uploads between and during requests. Each is held by one request at a time. The hash of an idle upload is kept, so
/// that its next request goes on where the last ended, but only for the most recent ones: an older one reads its file again.
/// </summary>
internal sealed class UploadSessions : IDisposable
{
    /// <summary>Idle uploads whose hash is kept.</summary>
    public const int IdleCapacity = 1024;

    private readonly Dictionary<UploadKey, UploadSession> sessions = [];
    private readonly LinkedList<UploadSession> idle = [];

    /// <summary>Waits until nobody else holds the upload.</summary>
    public async ValueTask<UploadSession> EnterAsync(UploadKey key, CancellationToken ct)
    {
        UploadSession? session;
        lock (sessions)
        {
            if (!sessions.TryGetValue(key, out session)) sessions[key] = session = new(key);
            if (session.Users++ == 0 && session.Idle.List is not null) idle.Remove(session.Idle);
        }

        try
        {
            await session.Gate.WaitAsync(ct);
            return session;
        }
        catch
        {
            Leave(session);
            throw;
        }
    }

    public void Exit(UploadSession session)
    {
        session.Gate.Release();
        Leave(session);
    }

    public void Dispose()
    {
        lock (sessions)
        {
            foreach (var session in sessions.Values) session.Dispose();
            sessions.Clear();
            idle.Clear();
        }
    }

    private void Leave(UploadSession session)
    {
        UploadSession? evicted = null;
        lock (sessions)
        {
            if (--session.Users > 0) return;
            if (session.IsGone || session.Hash is null)
            {
                evicted = session;
            }
            else
            {
                idle.AddLast(session.Idle);
                if (idle.Count > IdleCapacity) evicted = idle.First!.Value;
            }

            if (evicted is null) return;
            if (evicted.Idle.List is not null) idle.Remove(evicted.Idle);
            sessions.Remove(evicted.Key);
        }

        evicted.Dispose();
    }
}

/// <summary>What is known of an upload. Only the request that has entered it touches it.</summary>
internal sealed class UploadSession : IDisposable
{
    public UploadSession(UploadKey key)
    {
        Key = key;
        Idle = new(this);
    }

    public UploadKey Key { get; }

    public SemaphoreSlim Gate { get; } = new(1, 1);

    public LinkedListNode<UploadSession> Idle { get; }

    public int Users { get; set; }

    /// <summary>Of the whole upload so far; null when it must be read again.</summary>
    public UploadHash? Hash { get; private set; }

    /// <summary>Committed or aborted: whoever waited for it finds nothing.</summary>
    public bool IsGone { get; set; }

    public void Keep(UploadHash? hash)
    {
        if (!ReferenceEquals(Hash, hash)) Hash?.Dispose();
        Hash = hash;
    }

    public void Dispose()
    {
        Hash?.Dispose();
        Gate.Dispose();
    }
}
