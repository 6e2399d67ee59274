namespace Slipway.Identity.Organizations;

/// <summary>What the accounts below its targets may do at most.</summary>
/// <param name="Id"><c>p-…</c>; unique in its organization.</param>
/// <param name="Name">Unique in its organization.</param>
/// <param name="Content">The document as it was given.</param>
internal sealed record ServiceControlPolicy(string OrganizationId, string Id, string Name, string Description, string Content)
{
    public const string FullAwsAccessId = "p-FullAWSAccess";

    public bool IsAwsManaged { get; init; }

    /// <summary>Allows everything; on every root, unit and account from its creation on.</summary>
    public static ServiceControlPolicy FullAwsAccess(string organizationId) => new(
        organizationId, FullAwsAccessId, "FullAWSAccess", "Allows access to every operation",
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""")
    {
        IsAwsManaged = true,
    };
}
