namespace Slipway.Registry.Replication;

/// <summary>Where a destination is that is another server's, and whose key opens it.</summary>
/// <param name="Url">Of the AWS API there: scheme, host and port.</param>
/// <param name="RegistryUrl">Of the registry there; null for the one that its GetAuthorizationToken names.</param>
/// <param name="SecretArn">Of a secret of this server, a JSON object with <c>accessKeyId</c>, <c>secretAccessKey</c> and maybe <c>sessionToken</c>.</param>
/// <param name="RoleArn">Of a role there that the key assumes; null for the key's own rights.</param>
public sealed record ReplicationEndpoint(RegistryScope Destination, string Url, string? RegistryUrl, string SecretArn, string? RoleArn);
