using Slipway.Kernel;

namespace Slipway.Identity.Providers;

/// <summary>A SAML 2.0 identity provider that the account knows.</summary>
/// <param name="Account">12 digits.</param>
/// <param name="Name">Unique in its account.</param>
/// <param name="Uuid">Letters and digits; other than the ARN it does not come back.</param>
/// <param name="Document">Its metadata, as it was given.</param>
/// <param name="CreatedAt">UTC, to the millisecond.</param>
/// <param name="ValidUntil">When its metadata runs out.</param>
internal sealed record SamlProvider(string Account, string Name, string Uuid, string Document, DateTimeOffset CreatedAt, DateTimeOffset ValidUntil)
{
    /// <summary>In one account ("IAM and AWS STS quotas").</summary>
    public const int MostOfAccount = 100;

    public string Arn => $"arn:aws:iam::{Account}:saml-provider/{Name}";

    /// <summary>Whether assertions must be encrypted; else they may be.</summary>
    public bool RequiresEncryption { get; init; }

    public TagSet Tags { get; init; } = TagSet.Empty;
}
