using System.Text.Json;
using Slipway.Registry;
using Slipway.Registry.PullThrough;
using Slipway.Registry.Remotes;
using Slipway.Wire.Secrets;

namespace Slipway.Ecr.PullThrough;

/// <summary>Reads the secrets of rules: a JSON object with <c>username</c> and <c>accessToken</c>.</summary>
internal sealed class UpstreamCredentials(ISecretValues secrets) : IUpstreamCredentials
{
    public async ValueTask<RemoteCredentials?> FindAsync(RegistryScope registry, PullThroughRule rule, CancellationToken ct)
    {
        if (rule.CredentialArn is not { } arn) return null;
        var value = await secrets.FindAsync(arn, ct);
        if (value.Status is not SecretStatus.Found) throw Denied($"the secret {arn} is {(value.Status is SecretStatus.Missing ? "not there" : "marked for deletion, or has no current value that is text")}");
        return Read(value.Text!) ?? throw Denied($"the secret {arn} is no JSON object with 'username' and 'accessToken'");
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

    private static RemoteFailureException Denied(string why) => new(RemoteFault.NoCredentials, why, null);
}
