using System.Globalization;
using System.Text;
using System.Text.Json;
using Slipway.Registry;
using Slipway.Registry.Remotes;
using Slipway.Registry.Replication;
using Slipway.Wire.SigV4;

namespace Slipway.Adapters.Aws;

/// <inheritdoc/>
internal sealed class RemoteEcr(AwsClient client, RemoteKeys keys, TimeProvider clock) : IRemoteEcr
{
    // A secret that is exchanged counts from then on, at the latest.
    private static readonly TimeSpan LongestMemory = TimeSpan.FromMinutes(30), Margin = TimeSpan.FromMinutes(5);

    private const int MostDescribed = 100;

    private readonly RemoteLogins logins = new(clock);

    public async ValueTask<RemoteEndpoint> LogInAsync(ReplicationEndpoint endpoint, CancellationToken ct) => (await LoginAsync(endpoint, ct)).Registry;

    public void LogOut(ReplicationEndpoint endpoint) => logins.Forget(endpoint);

    public async ValueTask<bool> EnsureRepositoryAsync(ReplicationEndpoint endpoint, RepositoryName name, CancellationToken ct)
    {
        try
        {
            await CallAsync(endpoint, "CreateRepository", $$"""{"registryId":"{{endpoint.Destination.Account}}","repositoryName":"{{name}}"}""", ct);
            return true;
        }
        catch (AwsRefusal refusal) when (refusal.Code is "RepositoryAlreadyExistsException" or "AccessDeniedException")
        {
            // Who may not make repositories may still push to those that are there: the push will tell.
            return false;
        }
        catch (AwsRefusal refusal)
        {
            throw refusal.ToFailure();
        }
    }

    public async ValueTask DeleteImageAsync(ReplicationEndpoint endpoint, RepositoryName name, ReplicationCopy copy, ImageTag? tag, CancellationToken ct)
    {
        var digest = copy.Digest;
        try
        {
            // ECR deletes by digest alone, so that this is asked just before.
            if ((await DescribeAsync(endpoint, name, [digest], ct)).FirstOrDefault() is not { ValueKind: JsonValueKind.Object } image || !copy.Is(PushedAt(image))) return;
            if (tag is null && image.TryGetProperty("imageTags", out var tags) && tags.GetArrayLength() > 0) return;
            var id = tag is { } known ? $$"""{"imageDigest":"{{digest}}","imageTag":"{{known}}"}""" : $$"""{"imageDigest":"{{digest}}"}""";
            var answer = await CallAsync(endpoint, "BatchDeleteImage", $$"""{"registryId":"{{endpoint.Destination.Account}}","repositoryName":"{{name}}","imageIds":[{{id}}]}""", ct);
            foreach (var failure in answer.GetProperty("failures").EnumerateArray())
            {
                // What points elsewhere by now is not ours to delete, and what is not there is deleted.
                var code = failure.GetProperty("failureCode").GetString();
                if (code is "ImageNotFound" or "ImageTagDoesNotMatchDigest") continue;
                // An index that still names it may be on its way to be deleted too.
                throw new RemoteFailureException(code is "ImageReferencedByManifestList" ? RemoteFault.Unavailable : RemoteFault.Invalid, $"{endpoint.Url} does not delete {digest}: {code}", null);
            }
        }
        catch (AwsRefusal refusal) when (refusal.Code is "RepositoryNotFoundException" or "ImageNotFoundException")
        {
            // It is gone.
        }
        catch (AwsRefusal refusal)
        {
            throw refusal.ToFailure();
        }
    }

    public async ValueTask<bool> SetAsync(ReplicationEndpoint endpoint, RepositoryName name, RepositorySettings settings, CancellationToken ct)
    {
        try
        {
            return await new RemoteSettings(endpoint.Destination.Account, name, (operation, request) => CallAsync(endpoint, operation, request.ToJsonString(), ct)).ApplyAsync(settings);
        }
        catch (AwsRefusal refusal)
        {
            throw refusal.ToFailure();
        }
        catch (Exception unreadable) when (unreadable is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new RemoteFailureException(RemoteFault.Invalid, $"{endpoint.Url} describes no repository", unreadable);
        }
    }

    public async ValueTask<Dictionary<Digest, DateTimeOffset>> ListPushedAsync(ReplicationEndpoint endpoint, RepositoryName name, IReadOnlyList<Digest> digests, CancellationToken ct)
    {
        Dictionary<Digest, DateTimeOffset> pushed = [];
        try
        {
            foreach (var some in digests.Chunk(MostDescribed))
            {
                foreach (var image in await DescribeAsync(endpoint, name, some, ct)) pushed[Digest.Parse(image.GetProperty("imageDigest").GetString()!)] = PushedAt(image);
            }
        }
        catch (AwsRefusal)
        {
            // Whoever may push need not be allowed to look; what arrived has arrived.
        }

        return pushed;
    }

    private async ValueTask<JsonElement[]> DescribeAsync(ReplicationEndpoint endpoint, RepositoryName name, IEnumerable<Digest> digests, CancellationToken ct)
    {
        var ids = string.Join(",", digests.Select(digest => $$"""{"imageDigest":"{{digest}}"}"""));
        var answer = await CallAsync(
            endpoint, "DescribeImages", $$"""{"registryId":"{{endpoint.Destination.Account}}","repositoryName":"{{name}}","imageIds":[{{ids}}]}""", ct);
        return [.. answer.GetProperty("imageDetails").EnumerateArray()];
    }

    private static DateTimeOffset PushedAt(JsonElement image) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(image.GetProperty("imagePushedAt").GetDouble() * 1000));

    private async ValueTask<JsonElement> CallAsync(ReplicationEndpoint endpoint, string operation, string json, CancellationToken ct) =>
        await client.EcrAsync(new(endpoint.Url), (await LoginAsync(endpoint, ct)).Key, endpoint.Destination.Region, operation, json, ct);

    private async ValueTask<RemoteLogin> LoginAsync(ReplicationEndpoint endpoint, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (logins.Find(endpoint) is { } known) return known;
        try
        {
            var (key, keyExpires) = await keys.FindAsync(endpoint, ct);
            var answer = await client.EcrAsync(new(endpoint.Url), key, endpoint.Destination.Region, "GetAuthorizationToken", "{}", ct);
            var data = answer.GetProperty("authorizationData")[0];
            var password = Encoding.UTF8.GetString(data.GetProperty("authorizationToken").GetBytesFromBase64()).Split(':', 2)[1];
            var url = endpoint.RegistryUrl ?? data.GetProperty("proxyEndpoint").GetString()!;
            var until = Earliest(now + LongestMemory, ExpiryOf(data) - Margin, keyExpires - Margin);
            var login = new RemoteLogin(key, new(new(url), new("AWS", password)), until);
            logins.Keep(endpoint, login);
            return login;
        }
        catch (AwsRefusal refusal)
        {
            throw refusal.ToFailure();
        }
        catch (Exception unreadable) when (unreadable is KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new RemoteFailureException(RemoteFault.Invalid, $"{endpoint.Url} answers no token for its registry", unreadable);
        }
    }

    private static DateTimeOffset ExpiryOf(JsonElement data) => DateTimeOffset.FromUnixTimeMilliseconds((long)(data.GetProperty("expiresAt").GetDouble() * 1000));

    private static DateTimeOffset Earliest(DateTimeOffset first, DateTimeOffset second, DateTimeOffset? third)
    {
        var earlier = first < second ? first : second;
        return third is { } other && other < earlier ? other : earlier;
    }
}
