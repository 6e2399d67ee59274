using Slipway.Identity.Organizations;

namespace Slipway.Organizations.Accounts;

/// <summary>What became of a request for an account (API_CreateAccountStatus).</summary>
internal sealed record CreateAccountStatus(
    string Id,
    string AccountName,
    AccountRequestState State,
    DateTimeOffset RequestedTimestamp,
    DateTimeOffset? CompletedTimestamp,
    string? AccountId,
    string? FailureReason)
{
    public static CreateAccountStatus Of(AccountRequest request) => new(
        request.Id, request.AccountName, request.State, request.RequestedAt, request.CompletedAt, request.AccountId, request.Failure);
}
