using Slipway.Registry;
using Slipway.Registry.PullThrough;
using Slipway.Registry.Remotes;
using Slipway.Wire;

namespace Slipway.Ecr.PullThrough;

/// <summary>Holds what a rule is given, a secret or a role, against what its upstream takes.</summary>
// Departs: AWS's name of a registry (…dkr.ecr.….amazonaws.com) means this server's where its account is one of this server and the rule has no secret.
internal sealed class UpstreamChecks(RuleRequests requests, LocalUpstreams locals, IAccountDirectory accounts, IRemoteRegistries remotes)
{
    /// <returns>What the upstream is: null for a registry beyond ECR's list.</returns>
    /// <exception cref="AwsError">The upstream cannot be asked with these.</exception>
    public async ValueTask<UpstreamKind?> CheckAsync(RegistryScope registry, string url, string? secret, string? role, CancellationToken ct)
    {
        var endpoint = RuleRequests.ReadUrl(url);
        if (await FindLocalAsync(endpoint, secret, ct) is { } upstream)
        {
            CheckRole(registry, upstream, role);
            return UpstreamKind.Ecr;
        }

        if (!remotes.MayAsk(endpoint)) throw EcrErrors.InvalidParameter("upstreamRegistryUrl", "a registry is asked without TLS only when SLIPWAY_ALLOWED_HOSTS names its host");
        var kind = UpstreamKinds.Of(endpoint);
        if (UpstreamKinds.NeedsCredentials(kind) && secret is null) throw EcrErrors.InvalidParameter("credentialArn", "must be given for this upstream registry");
        await requests.CheckSecretAsync(registry, secret, role, ct);
        return kind;
    }

    private async ValueTask<RegistryScope?> FindLocalAsync(Uri endpoint, string? secret, CancellationToken ct)
    {
        var isOwn = locals.IsOwn(endpoint);
        if (secret is not null) return isOwn ? throw EcrErrors.InvalidParameter("credentialArn", "must not be given for a registry of this server, which takes a role") : null;
        // By AWS's name of it, one of an account that is not here is AWS's own.
        return locals.Find(endpoint) is { } found && (isOwn || await accounts.HasAsync(found.Account, ct)) ? found : null;
    }

    private static void CheckRole(RegistryScope registry, RegistryScope upstream, string? role)
    {
        if (upstream == registry) throw EcrErrors.InvalidParameter("upstreamRegistryUrl", "is the registry itself");
        if (role is null)
        {
            if (upstream.Account != registry.Account) throw EcrErrors.InvalidParameter("customRoleArn", "must be given for an upstream registry of another account");
            return;
        }

        if (!Arn.TryParse(role, out var arn) || arn is not { Service: "iam", Region: "" } || arn.Account != registry.Account || !arn.Resource.StartsWith("role/", StringComparison.Ordinal))
            throw EcrErrors.InvalidParameter("customRoleArn", $"must be the ARN of a role of the account {registry.Account}");
    }
}
