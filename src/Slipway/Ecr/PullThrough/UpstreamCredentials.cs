using System.Text.Json;
using Slipway.Registry;
using Slipway.Registry.PullThrough;
using Slipway.Registry.Remotes;
using Slipway.Registry.Replication;
using Slipway.Wire.Secrets;

namespace Slipway.Ecr.PullThrough;

/// <summary>
/// Reads the secrets of rules: a JSON object with <c>username</c> and <c>accessToken</c> or, for a registry with ECR's API,
/// <c>accessKeyId</c> and <c>secretAccessKey</c>, for which a password is had there, as the rule's role where it names one.
/// </summary>
internal sealed class UpstreamCredentials(ISecretValues secrets, IRemoteEcr ecr) : IUpstreamCredentials
{
    public async ValueTask<RemoteCredentials?> FindAsync(RegistryScope registry, PullThroughRule rule, CancellationToken ct)
    {
        if (rule.CredentialArn is not { } arn) return null;
        var value = await secrets.FindAsync(arn, ct);
        if (value.Status is not SecretStatus.Found) throw Denied($"the secret {arn} {Lack(value.Status)}");
        if (HasKey(value.Text!)) return (await ecr.LogInAsync(EndpointOf(registry, rule, arn), ct)).Credentials;
        if (rule.CustomRoleArn is not null) throw Denied($"the secret {arn} has no 'accessKeyId' and 'secretAccessKey' to assume the role with");
        return Read(value.Text!) ?? throw Denied($"the secret {arn} is no JSON object with 'username' and 'accessToken'");
    }

    /// <summary>Whether it is a key for AWS's API.</summary>
    public static bool HasKey(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new() { MaxDepth = 8 });
            return json.RootElement.ValueKind is JsonValueKind.Object && Text(json.RootElement, "accessKeyId") is { Length: > 0 } && Text(json.RootElement, "secretAccessKey") is { Length: > 0 };
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ReplicationEndpoint EndpointOf(RegistryScope registry, PullThroughRule rule, string secret)
    {
        // The host of ECR's registry says where its API is; others answer both at one address, for the rule's own region.
        var there = rule.Kind is UpstreamKind.Ecr ? new RegistryHost(registry, null, static () => ("https", 443)).ScopeOf(rule.Endpoint.Authority) : registry;
        var root = rule.Endpoint.GetLeftPart(UriPartial.Authority);
        var api = rule.Endpoint.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) ? $"https://api.ecr.{there.Region}.amazonaws.com" : root;
        return new(there, api, root, secret, rule.CustomRoleArn);
    }

    private static RemoteCredentials? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new() { MaxDepth = 8 });
            return Text(json.RootElement, "username") is { Length: > 0 } user && !user.Contains(':', StringComparison.Ordinal) && Text(json.RootElement, "accessToken") is { Length: > 0 } token
                ? new(user, token)
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static string Lack(SecretStatus status) => status switch
    {
        SecretStatus.Missing => "is not there",
        SecretStatus.Empty => "has no value yet",
        _ => "is marked for deletion, or its current value is no text",
    };

    private static RemoteFailureException Denied(string why) => new(RemoteFault.NoCredentials, why, null);
}
