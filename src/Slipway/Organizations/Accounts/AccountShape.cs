using Slipway.Identity.Organizations;

namespace Slipway.Organizations.Accounts;

/// <summary>AccountStatus of the model, of those words that occur.</summary>
internal enum AccountStatus
{
    Active,
    Suspended,
}

/// <summary>AccountJoinedMethod of the model; the management account counts as invited.</summary>
internal enum AccountJoinedMethod
{
    Invited,
    Created,
}

/// <summary>An account as clients see it (API_Account).</summary>
internal sealed record AccountShape(
    string Id,
    string Arn,
    string Email,
    string Name,
    AccountStatus Status,
    AccountStatus State,
    IReadOnlyList<string> Paths,
    AccountJoinedMethod JoinedMethod,
    DateTimeOffset JoinedTimestamp)
{
    public static AccountShape Of(OrganizationAccount account, Organization organization)
    {
        var status = account.IsSuspended ? AccountStatus.Suspended : AccountStatus.Active;
        return new(
            account.Id,
            organization.AccountArn(account.Id),
            account.Email,
            account.Name,
            status,
            status,
            [account.Path],
            account.IsCreated ? AccountJoinedMethod.Created : AccountJoinedMethod.Invited,
            account.JoinedAt);
    }
}
