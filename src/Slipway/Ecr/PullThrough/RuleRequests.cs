using Slipway.Registry;
using Slipway.Registry.PullThrough;
using Slipway.Wire;
using Slipway.Wire.Secrets;

namespace Slipway.Ecr.PullThrough;

/// <summary>What the requests about rules have in common.</summary>
internal sealed class RuleRequests(PullThroughRules rules, ISecretValues secrets)
{
    public const string PrefixPattern = @"^([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\/?|ROOT)$";

    public const string CredentialPattern = @"^arn:aws(-\w+)*:secretsmanager:[a-zA-Z0-9-:]+:secret:ecr\-pullthroughcache\/[a-zA-Z0-9\/_+=.@-]+$";

    /// <summary>Rules are no resources of their own; another account's are demanded as all of its repositories.</summary>
    public static Access Requires(Caller caller, string? registryId) =>
        Access.On(registryId is null || registryId == caller.Account ? "*" : EcrArns.AnyRepository(EcrApi.ScopeOf(caller, registryId)));

    /// <summary>
    /// The same, for a rule with a secret or a role. The secret goes to whatever address the rule names, so whoever makes the
    /// rule must be allowed to read it; a role that a secret's key does not assume is one of this server's, and is passed.
    /// </summary>
    // Departs: who gives a rule a secret must be allowed secretsmanager:GetSecretValue on it; AWS reads it by a role of its own, and sends it to the registries of its list alone.
    public static Access Requires(Caller caller, string? registryId, string? credentialArn, string? roleArn)
    {
        var access = Requires(caller, registryId);
        if (credentialArn is null && Arn.TryParse(roleArn, out var role) && role.Account == (registryId ?? caller.Account))
            access.Also("iam:PassRole", roleArn!).With("iam:PassedToService", UpstreamPermissions.Service);
        // Another account's is refused without a look at it.
        var isOwn = Arn.TryParse(credentialArn, out var secret) && secret.Account == (registryId ?? caller.Account);
        return isOwn ? access.Also("secretsmanager:GetSecretValue", credentialArn!) : access;
    }

    /// <summary>A prefix without the slash that is implied.</summary>
    public static string Trimmed(string prefix) => prefix.TrimEnd('/');

    /// <exception cref="AwsError">There is none with this prefix.</exception>
    public async ValueTask<PullThroughRule> RequireAsync(RegistryScope registry, string prefix, CancellationToken ct) =>
        (await rules.ListAsync(registry, ct)).FirstOrDefault(rule => rule.Prefix == Trimmed(prefix)) ?? throw PullThroughErrors.NotFound(Trimmed(prefix), registry);

    /// <exception cref="AwsError">It is no address of a registry.</exception>
    public static Uri ReadUrl(string url)
    {
        var text = url.Contains("://", StringComparison.Ordinal) ? url : $"https://{url}";
        return Uri.TryCreate(text, UriKind.Absolute, out var endpoint)
            && (endpoint.Scheme == Uri.UriSchemeHttps || endpoint.Scheme == Uri.UriSchemeHttp)
            && endpoint.UserInfo.Length == 0 && endpoint.Query.Length == 0 && endpoint.Fragment.Length == 0
            && (endpoint.Host.Contains('.', StringComparison.Ordinal) || endpoint.HostNameType is UriHostNameType.IPv6 || endpoint.Host == "localhost" || url.Contains("://", StringComparison.Ordinal))
            ? endpoint
            : throw PullThroughErrors.Unsupported(url);
    }

    /// <exception cref="AwsError">The secret is another account's, is not there, or cannot be read; or cannot assume the role.</exception>
    public async ValueTask CheckSecretAsync(RegistryScope registry, string? arn, string? role, CancellationToken ct)
    {
        if (arn is null && role is not null) throw NoKeyForRole();
        if (arn is null) return;
        if (!Arn.TryParse(arn, out var named) || named.Account != registry.Account || named.Region != registry.Region) throw PullThroughErrors.SecretNotFound(arn);
        var value = await secrets.FindAsync(arn, ct);
        switch (value.Status)
        {
            case SecretStatus.Missing: throw PullThroughErrors.SecretNotFound(arn);
            case SecretStatus.Unusable: throw PullThroughErrors.SecretInaccessible(arn);
            // It may come at any time, since its value is read when the upstream is asked: tools make a rule and the value side by side.
            case SecretStatus.Empty: return;
        }

        if (role is not null && !UpstreamCredentials.HasKey(value.Text!)) throw NoKeyForRole();
    }

    private static AwsError NoKeyForRole() => EcrErrors.InvalidParameter(
        "customRoleArn", "a role is assumed with a key that it trusts: give a secret with accessKeyId and secretAccessKey as credentialArn");
}
