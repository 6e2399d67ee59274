namespace Slipway.Identity.Organizations;

/// <summary>What became of a CreateAccount (CreateAccountStatus of the model).</summary>
/// <param name="Id"><c>car-…</c></param>
internal sealed record AccountRequest(string Id, string OrganizationId, string AccountName, DateTimeOffset RequestedAt)
{
    public AccountRequestState State { get; init; } = AccountRequestState.InProgress;

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The new account, once it succeeded.</summary>
    public string? AccountId { get; init; }

    /// <summary>A word of CreateAccountFailureReason; null while it has not failed.</summary>
    public string? Failure { get; init; }
}

internal enum AccountRequestState
{
    InProgress,
    Succeeded,
    Failed,
}
