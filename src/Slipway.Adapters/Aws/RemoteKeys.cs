using System.Globalization;
using System.Text.Json;
using Slipway.Registry.Remotes;
using Slipway.Registry.Replication;
using Slipway.Wire.Secrets;
using Slipway.Wire.SigV4;

namespace Slipway.Adapters.Aws;

/// <summary>The key for an endpoint: that of its secret, or of the role that this one assumes.</summary>
internal sealed class RemoteKeys(AwsClient client, ISecretValues secrets)
{
    /// <returns>The key, and when it expires; null for never.</returns>
    public async ValueTask<(OutgoingKey Key, DateTimeOffset? Expires)> FindAsync(ReplicationEndpoint endpoint, CancellationToken ct)
    {
        var own = await OwnAsync(endpoint, ct);
        return endpoint.RoleArn is { } role ? await AssumeAsync(endpoint, own, role, ct) : (own, null);
    }

    private async ValueTask<OutgoingKey> OwnAsync(ReplicationEndpoint endpoint, CancellationToken ct)
    {
        var secret = await secrets.FindAsync(endpoint.SecretArn, ct);
        if (secret.Status is not SecretStatus.Found) throw Unusable(endpoint, secret.Status is SecretStatus.Missing ? "is not there" : "has no value");
        try
        {
            using var json = JsonDocument.Parse(secret.Text!);
            var root = json.RootElement;
            return new(
                root.GetProperty("accessKeyId").GetString()!,
                root.GetProperty("secretAccessKey").GetString()!,
                root.TryGetProperty("sessionToken", out var token) ? token.GetString() : null);
        }
        // Without the cause, which may quote the secret.
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Unusable(endpoint, "is no JSON object with accessKeyId and secretAccessKey");
        }
    }

    private async ValueTask<(OutgoingKey Key, DateTimeOffset? Expires)> AssumeAsync(ReplicationEndpoint endpoint, OutgoingKey own, string role, CancellationToken ct)
    {
        var region = endpoint.Destination.Region;
        var form = $"Action=AssumeRole&Version=2011-06-15&RoleSessionName=replication&RoleArn={Uri.EscapeDataString(role)}";
        var answer = await client.StsAsync(StsOf(new(endpoint.Url), region), own, region, form, ct);
        return AwsClient.Text(answer, "AccessKeyId") is { } id && AwsClient.Text(answer, "SecretAccessKey") is { } secret && AwsClient.Text(answer, "SessionToken") is { } token
            && DateTimeOffset.TryParse(AwsClient.Text(answer, "Expiration"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires)
            ? (new(id, secret, token), expires)
            : throw new RemoteFailureException(RemoteFault.Invalid, $"{endpoint.Url} answers no credentials of the role", null);
    }

    // AWS has an endpoint for each service; others have one for all.
    private static Uri StsOf(Uri ecr, string region) =>
        ecr.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) ? new($"https://sts.{region}.amazonaws.com") : ecr;

    private static RemoteFailureException Unusable(ReplicationEndpoint endpoint, string why) => new(RemoteFault.NoCredentials, $"The secret {endpoint.SecretArn} {why}", null);
}
