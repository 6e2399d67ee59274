using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Slipway.Registry.Caching;

/// <summary>
/// Remembers what a store answered, bounded by cost, and never answers anything that a reader of the store could not
/// have been told at that moment (see <see cref="WriteFences"/>). Every key belongs to a scope: a write names the keys
/// that it changes, or a whole scope when it cannot name them.
/// <para>Look-ups take no lock. What has not been asked for since the clock's hand last passed goes first.</para>
/// </summary>
/// <param name="budget">The sum of costs that is kept.</param>
internal sealed class LinearizableCache<TKey, TValue>(long budget)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> entries = new();
    private readonly WriteFences keys = new();
    private readonly WriteFences scopes = new();
    private readonly Lock gate = new();
    private Queue<Entry> clock = new();
    private long spent;

    public bool TryGet(TKey key, long scope, [MaybeNullWhen(false)] out TValue value)
    {
        if (entries.TryGetValue(key, out var entry) && entry.ScopeVersion == scopes.Version(StripeOf(scope)))
        {
            // Written only when it changes, so that a hot entry stays in every core's cache.
            if (!entry.IsUsed) entry.IsUsed = true;
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>To be called before the store is read.</summary>
    public Ticket Begin(TKey key, long scope) => new(keys.Version(StripeOf(key)), scopes.Version(StripeOf(scope)));

    /// <summary>Remembers what was read after <paramref name="ticket"/> was taken, unless a write came between.</summary>
    public void Offer(TKey key, long scope, Ticket ticket, TValue value, long cost)
    {
        if (ticket.Key < 0 || ticket.Scope < 0 || cost > budget / 8) return;
        lock (gate)
        {
            if (keys.Version(StripeOf(key)) != ticket.Key || scopes.Version(StripeOf(scope)) != ticket.Scope) return;
            Forget(key);
            var entry = new Entry(key, value, cost, ticket.Scope);
            entries[key] = entry;
            clock.Enqueue(entry);
            spent += cost;
            MakeRoom();
        }
    }

    /// <summary>To be held while a write of these keys is under way, until it can be acknowledged.</summary>
    public IDisposable Write(params ReadOnlySpan<TKey> changed)
    {
        var stripes = new int[changed.Length];
        for (var i = 0; i < changed.Length; i++) keys.Close(stripes[i] = StripeOf(changed[i]));
        lock (gate)
        {
            foreach (var key in changed) Forget(key);
        }

        return new Fence(keys, stripes);
    }

    /// <summary>As <see cref="Write"/>, of everything in a scope.</summary>
    public IDisposable WriteScope(long scope)
    {
        var stripe = StripeOf(scope);
        scopes.Close(stripe);
        return new Fence(scopes, [stripe]);
    }

    /// <summary>As <see cref="Write"/>, of everything there is.</summary>
    public IDisposable WriteAll()
    {
        var stripes = new int[WriteFences.Stripes];
        for (var stripe = 0; stripe < stripes.Length; stripe++) scopes.Close(stripes[stripe] = stripe);
        return new Fence(scopes, stripes);
    }

    private static int StripeOf(TKey key) => WriteFences.StripeOf(key.GetHashCode());

    private static int StripeOf(long scope) => WriteFences.StripeOf(scope.GetHashCode());

    private void Forget(TKey key)
    {
        if (entries.TryRemove(key, out var entry)) Leave(entry);
    }

    private void Leave(Entry entry)
    {
        entry.IsGone = true;
        spent -= entry.Cost;
    }

    private void MakeRoom()
    {
        while (spent > budget && clock.TryDequeue(out var entry))
        {
            if (entry.IsGone) continue;
            if (entry.IsUsed)
            {
                entry.IsUsed = false;
                clock.Enqueue(entry);
                continue;
            }

            entries.TryRemove(new(entry.Key, entry));
            Leave(entry);
        }

        // Entries that writes took out still stand in the queue; it must not grow with the number of writes.
        if (clock.Count > 1024 + (2 * entries.Count)) clock = new(clock.Where(entry => !entry.IsGone));
    }

    /// <summary>What the fences said before a read.</summary>
    public readonly record struct Ticket(long Key, long Scope);

    private sealed class Entry(TKey key, TValue value, long cost, long scopeVersion)
    {
        public TKey Key => key;

        public TValue Value => value;

        public long Cost => cost;

        public long ScopeVersion => scopeVersion;

        public bool IsUsed { get; set; }

        public bool IsGone { get; set; }
    }

    private sealed class Fence(WriteFences fences, int[] stripes) : IDisposable
    {
        private int isOpen;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOpen, 1) != 0) return;
            foreach (var stripe in stripes) fences.Open(stripe);
        }
    }
}
