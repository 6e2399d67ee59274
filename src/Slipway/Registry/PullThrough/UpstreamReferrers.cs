using Microsoft.Extensions.Logging;
using Slipway.Registry.Remotes;

namespace Slipway.Registry.PullThrough;

/// <summary>
/// Asks the upstreams of cached repositories for what refers to an image: signatures, bills of materials and the like, which
/// no pull of the image brings. ECR asks for those of an image once in six hours.
/// </summary>
// Departs: ECR keeps the referrers that it has listed; here one is kept when it is pulled, as any image is.
internal sealed partial class UpstreamReferrers(PullThroughRules rules, Upstreams upstreams, PullThroughMetrics metrics, TimeProvider clock, ILogger<UpstreamReferrers> log)
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(6);

    // All pages of a listing, from a registry that is slow with each.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly KnownReferrers known = new();

    private readonly SharedLooks<(long RepositoryId, Digest Subject, PullThroughRule Rule), IReadOnlyList<Referrer>> looks = new();

    /// <returns>In the order of their digests; none for a repository that no rule fills.</returns>
    /// <exception cref="RemoteFailureException">The upstream does not answer, and has not before.</exception>
    public async ValueTask<IReadOnlyList<Referrer>> ListAsync(Repository repository, Digest subject, CancellationToken ct)
    {
        if (await rules.FindAsync(repository.Registry, repository.Name, ct) is not { } rule) return [];
        var before = known.Find(repository.Id, subject, rule);
        if (before is not null && clock.GetUtcNow() < before.Due)
            return before.Found ?? throw new RemoteFailureException(before.Failure!.Fault, before.Failure.Message, before.Failure);
        // Before it waits for a look that may be waiting for it.
        if (upstreams.Refusal() is { } circle) throw circle;
        return await looks.AskAsync((repository.Id, subject, rule), () => LookAsync(rule, repository, subject, before), ct);
    }

    private async Task<IReadOnlyList<Referrer>> LookAsync(PullThroughRule rule, Repository repository, Digest subject, KnownAnswer? before)
    {
        var now = clock.GetUtcNow();
        try
        {
            var upstream = await upstreams.OpenAsync(repository.Registry, rule, repository.Name, CancellationToken.None);
            var found = await AskInTimeAsync(upstream, subject);
            // A registry of this server is asked each time: what a policy takes away there is gone at once.
            if (upstream.Registry is not LocalUpstream) known.Keep(repository.Id, subject, new(rule, found, null, now + Period));
            return found;
        }
        catch (RemoteFailureException failure)
        {
            metrics.Failed();
            Unlisted(log, rule.UpstreamUrl, subject.ToString(), failure.Fault, failure.Message);
            // Only what was asked is left alone for a while.
            if (before?.Found is not null || failure.Fault is not (RemoteFault.Refused or RemoteFault.NoCredentials or RemoteFault.Forbidden))
                known.Keep(repository.Id, subject, new(rule, before?.Found, failure, now + UpstreamTags.PauseOf(failure.RetryAfter)));
            if (before?.Found is not { } stale) throw;
            return stale;
        }
    }

    private async ValueTask<IReadOnlyList<Referrer>> AskInTimeAsync(Upstream upstream, Digest subject)
    {
        using var end = new CancellationTokenSource(Patience, clock);
        try
        {
            return await AskAsync(upstream, subject, end.Token);
        }
        catch (OperationCanceledException late) when (end.IsCancellationRequested)
        {
            throw new RemoteFailureException(RemoteFault.Unavailable, "the upstream did not list the referrers in time", late);
        }
    }

    private static async ValueTask<IReadOnlyList<Referrer>> AskAsync(Upstream upstream, Digest subject, CancellationToken ct)
    {
        try
        {
            return await upstream.Registry.ListReferrersAsync(upstream.Name, subject, ct);
        }
        catch (RemoteFailureException denied) when (denied.Fault is RemoteFault.AccessDenied && upstream.Registry is not LocalUpstream)
        {
            // Registries say so of names that they do not have, such as those that a rule for every name is not meant for.
            await upstream.Registry.PingAsync(ct);
            return [];
        }
    }

    [LoggerMessage(3504, LogLevel.Warning, "The upstream {Upstream} did not say what refers to {Subject}: {Fault}, {Why}")]
    private static partial void Unlisted(ILogger log, string upstream, string subject, RemoteFault fault, string why);
}
