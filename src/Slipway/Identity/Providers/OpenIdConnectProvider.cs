using Slipway.Kernel;

namespace Slipway.Identity.Providers;

/// <summary>An OpenID Connect provider whose tokens the account trusts.</summary>
/// <param name="Account">12 digits.</param>
/// <param name="Url">The issuer without its scheme, which is https: <c>token.actions.githubusercontent.com</c>; unique in its account.</param>
/// <param name="CreatedAt">UTC, to the millisecond.</param>
internal sealed record OpenIdConnectProvider(string Account, string Url, DateTimeOffset CreatedAt)
{
    /// <summary>In one account ("IAM and AWS STS quotas").</summary>
    public const int MostOfAccount = 100;

    public const int MostClientIds = 100;

    public const int MostThumbprints = 5;

    public string Arn => ArnOf(Account, Url);

    /// <summary>The audiences that tokens may be for, in the order in which they were added.</summary>
    public IReadOnlyList<string> ClientIds { get; init; } = [];

    /// <summary>SHA-1 of certificates that the issuer's server may show, 40 hexadecimal digits each; empty to trust the system's authorities.</summary>
    public IReadOnlyList<string> Thumbprints { get; init; } = [];

    public TagSet Tags { get; init; } = TagSet.Empty;

    public static string ArnOf(string account, string url) => $"arn:aws:iam::{account}:oidc-provider/{url}";
}
