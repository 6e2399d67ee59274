using System.Collections.Concurrent;
using Slipway.Registry.Layers;
using Slipway.Registry.Manifests;
using Slipway.Registry.Remotes;

namespace Slipway.Registry.Replication;

/// <summary>A registry elsewhere: another server of this kind, or ECR itself. Only what it lacks is sent.</summary>
internal sealed class RemoteDestination(ReplicationEndpoint endpoint, IRemoteEcr ecr, IRemoteRegistries registries, IImageStore images, PullLayer pull, KnownRepositories known, IReplicationStore store)
    : IReplicationDestination
{
    private const int Deepest = 8;

    // Within an hour, with the pauses between them.
    private const int MostRefusals = 10;

    public async ValueTask<bool> PushAsync(NewReplicationTask task, ReplicationCargo cargo, CancellationToken ct)
    {
        try
        {
            if (await images.ReadManifestAsync(task.RepositoryId, Reference.To(task.Digest), ct) is null) return false;
            await EnsureAsync(task, ct);
            var remote = registries.Open(await ecr.LogInAsync(endpoint, ct));
            var isThere = await new RemoteImage(remote, task, images, pull, cargo).PushAsync(task.Digest, task.Tag, Deepest, ct);
            // One more question, so only where the answer will be needed.
            if (cargo.IsDeletable)
            {
                foreach (var (digest, at) in await ecr.ListPushedAsync(endpoint, task.Repository, [.. cargo.Copies.Select(copy => copy.Digest)], ct)) cargo.Date(digest, at);
            }

            return isThere;
        }
        catch (RemoteFailureException fault)
        {
            throw Told(fault, task);
        }
    }

    public async ValueTask DeleteAsync(NewReplicationTask task, ReplicationCopy copy, bool isWanted, CancellationToken ct)
    {
        try
        {
            if (task.Tag is null && isWanted) return;
            await ecr.DeleteImageAsync(endpoint, task.Repository, copy, task.Tag, ct);
        }
        catch (RemoteFailureException fault)
        {
            throw Told(fault, task);
        }
    }

    public async ValueTask<bool> SetAsync(NewReplicationTask task, RepositorySettings settings, CancellationToken ct)
    {
        try
        {
            return await ecr.SetAsync(endpoint, task.Repository, settings, ct);
        }
        catch (RemoteFailureException fault)
        {
            throw Told(fault, task);
        }
    }

    private async ValueTask EnsureAsync(NewReplicationTask task, CancellationToken ct)
    {
        if (known.Contains(endpoint, task.Repository)) return;
        if (await ecr.EnsureRepositoryAsync(endpoint, task.Repository, ct)) await store.ForgetSettingsAsync(task.RepositoryId, task.Route, ct);
        known.Add(endpoint, task.Repository);
    }

    // Whatever was remembered may have been wrong: the next attempt asks anew.
    private ReplicationFailureException Told(RemoteFailureException fault, NewReplicationTask task)
    {
        known.Remove(endpoint, task.Repository);
        if (fault.Fault is RemoteFault.AccessDenied) ecr.LogOut(endpoint);
        return fault.Fault switch
        {
            // A key may be on its way to be replaced; beyond that people must mend it, and are told so by the failure.
            RemoteFault.AccessDenied => new(ReplicationFailureException.AccessDenied, isFinal: false, fault.Message, fault) { MostAttempts = MostRefusals },
            RemoteFault.NoCredentials => new("CredentialUnavailable", isFinal: false, fault.Message, fault) { MostAttempts = MostRefusals },
            RemoteFault.Forbidden => new("EndpointForbidden", isFinal: false, fault.Message, fault) { MostAttempts = MostRefusals },
            RemoteFault.Invalid => new("DestinationRefused", isFinal: false, fault.Message, fault) { MostAttempts = 6 },
            _ => new(ReplicationFailureException.Unavailable, isFinal: false, fault.Message, fault) { RetryAfter = fault.RetryAfter },
        };
    }
}

/// <summary>The repositories that are known to be there, so that not every push asks.</summary>
internal sealed class KnownRepositories
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<(ReplicationEndpoint, RepositoryName), bool> names = [];

    public bool Contains(ReplicationEndpoint endpoint, RepositoryName name) => names.ContainsKey((endpoint, name));

    public void Add(ReplicationEndpoint endpoint, RepositoryName name)
    {
        if (names.Count >= Most) names.Clear();
        names[(endpoint, name)] = true;
    }

    public void Remove(ReplicationEndpoint endpoint, RepositoryName name) => names.TryRemove((endpoint, name), out _);
}
