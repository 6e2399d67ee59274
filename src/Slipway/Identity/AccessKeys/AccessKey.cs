namespace Slipway.Identity.AccessKeys;

/// <summary>An access key as it is stored: its secret sealed by <see cref="AccessKeySecrets"/>.</summary>
/// <param name="Id"><c>AKIA…</c>, or what the operator gave; case-sensitive.</param>
/// <param name="UserId">The unique id of its user.</param>
/// <param name="CreatedAt">UTC, to the millisecond. A registry token that is older than its key is refused.</param>
/// <param name="IsInitial">Made at start by <see cref="FirstIdentity"/>, and replaced there when another one is given.</param>
internal sealed record AccessKey(
    string Id, string UserId, ReadOnlyMemory<byte> SealedSecret, bool IsActive, DateTimeOffset CreatedAt, bool IsInitial);
