using System.Collections.Concurrent;

namespace Slipway.Wire.Throttling;

/// <summary>
/// Slows down those who fail again and again. The first few failures of a key are free; from then on its attempts are
/// made one after the other, each waits before it is made, and few may wait. A success forgets the failures; so does time.
/// </summary>
/// <param name="free">So many failures cost nothing.</param>
/// <param name="longest">Waits grow to this; zero turns all of it off.</param>
/// <param name="mostKeys">So many keys are remembered; beyond, some are forgotten early.</param>
internal sealed class FailedLogins(int free, TimeSpan longest, int mostKeys, TimeProvider clock)
{
    private const int MostWaiting = 8;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, Failures> known = new(StringComparer.Ordinal);
    private long sweptAt;

    /// <summary>How many keys are remembered.</summary>
    public int Count => known.Count;

    /// <summary>Waits for the turn of an attempt. Whoever gets one says how it ended.</summary>
    /// <returns>null when too many wait already.</returns>
    public ValueTask<LoginAttempt?> BeginAsync(string key, CancellationToken ct)
    {
        if (longest == TimeSpan.Zero) return new(LoginAttempt.Unwatched);
        var seen = known.GetValueOrDefault(key);
        return seen is null || seen.Count < free ? new(new LoginAttempt(this, key, null)) : WaitAsync(key, seen, ct);
    }

    internal void Succeeded(string key, Failures? turn)
    {
        // Nearly always nothing is known, and looking takes no lock.
        if (known.ContainsKey(key) && known.TryRemove(key, out var forgotten)) forgotten.Count = 0;
        turn?.LetNext();
    }

    internal void Failed(string key, Failures? turn)
    {
        var now = clock.GetUtcNow();
        if (known.Count >= mostKeys) MakeRoom(now);
        var failures = turn ?? known.GetOrAdd(key, static _ => new());
        failures.Add(now);
        turn?.LetNext();
    }

    private async ValueTask<LoginAttempt?> WaitAsync(string key, Failures failures, CancellationToken ct)
    {
        if (!failures.TryQueue(MostWaiting)) return null;
        await failures.WaitForTurnAsync(ct);
        try
        {
            var wait = failures.LastAt + WaitAfter(failures.Count) - clock.GetUtcNow();
            // A clock that was set back makes nobody wait for longer.
            if (wait > longest) wait = longest;
            if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, ct);
            return new LoginAttempt(this, key, failures);
        }
        catch
        {
            failures.LetNext();
            throw;
        }
    }

    private TimeSpan WaitAfter(int count)
    {
        if (count < free) return TimeSpan.Zero;
        var wait = FirstWait * Math.Pow(2, Math.Min(count - free, 30));
        return wait < longest ? wait : longest;
    }

    private void MakeRoom(DateTimeOffset now)
    {
        var last = Volatile.Read(ref sweptAt);
        if (Math.Abs(now.UtcTicks - last) >= TimeSpan.TicksPerSecond && Interlocked.CompareExchange(ref sweptAt, now.UtcTicks, last) == last)
        {
            foreach (var (key, failures) in known)
            {
                if (now - failures.LastAt > Memory) known.TryRemove(key, out _);
            }
        }

        // In no particular order: nobody can tell whose failures are forgotten.
        foreach (var (key, _) in known)
        {
            if (known.Count < mostKeys) return;
            known.TryRemove(key, out _);
        }
    }

    /// <summary>What one key has failed, and who waits because of it.</summary>
#pragma warning disable CA1001 // The semaphore holds nothing to give back as long as nobody asks for its handle.
    internal sealed class Failures
#pragma warning restore CA1001
    {
        private readonly SemaphoreSlim turn = new(1, 1);
        private long lastAt;
        private int waiting;

        public volatile int Count;

        public DateTimeOffset LastAt => new(Volatile.Read(ref lastAt), TimeSpan.Zero);

        public void Add(DateTimeOffset now)
        {
            // What is long past does not make it worse.
            if (now - LastAt > Memory) Count = 0;
            Volatile.Write(ref lastAt, now.UtcTicks);
            Count++;
        }

        public bool TryQueue(int most)
        {
            if (Interlocked.Increment(ref waiting) <= most) return true;
            Interlocked.Decrement(ref waiting);
            return false;
        }

        public async ValueTask WaitForTurnAsync(CancellationToken ct)
        {
            try
            {
                await turn.WaitAsync(ct);
            }
            catch
            {
                Interlocked.Decrement(ref waiting);
                throw;
            }
        }

        public void LetNext()
        {
            Interlocked.Decrement(ref waiting);
            turn.Release();
        }
    }
}

/// <summary>An attempt to log in that may be made now. Exactly one of its methods is to be called, once.</summary>
internal sealed class LoginAttempt(FailedLogins? logins, string key, FailedLogins.Failures? turn)
{
    /// <summary>Of somebody who fails as often as they like.</summary>
    public static LoginAttempt Unwatched { get; } = new(null, "", null);

    public void Succeeded() => logins?.Succeeded(key, turn);

    public void Failed() => logins?.Failed(key, turn);
}
