namespace Slipway.Identity.Organizations;

/// <summary>An account of an organization (Account of the model).</summary>
/// <param name="Id">12 digits; never used again.</param>
/// <param name="ParentId">The root or the organizational unit that it is in.</param>
/// <param name="Email">One account for each address, without regard to case.</param>
/// <param name="JoinedAt">UTC, to the millisecond.</param>
internal sealed record OrganizationAccount(string Id, string OrganizationId, string ParentId, string Email, string Name, DateTimeOffset JoinedAt)
{
    /// <summary>Made by CreateAccount; the management account was there before its organization.</summary>
    public bool IsCreated { get; init; } = true;

    /// <summary>Closed: nobody of it is let in any more.</summary>
    public bool IsSuspended { get; init; }

    /// <summary><c>o-…/r-…/ou-…/123456789012/</c>; from the store, empty before.</summary>
    public string Path { get; init; } = "";
}
