namespace Slipway.Wire.Tests.Support;

internal sealed class KnownKeys : ICredentials
{
    public const string Account = "111122223333";

    private static readonly Dictionary<string, (Key Key, Credential Credential)> Known = new[]
    {
        Entry(Key.Alice, "alice", null),
        Entry(Key.Mallory, "mallory", null),
        Entry(Key.Session, "alice", StillClock.Noon.AddHours(1)),
        Entry(Key.Stale, "alice", StillClock.Noon.AddMinutes(-1)),
        Entry(Key.Ending, "alice", StillClock.Noon),
    }.ToDictionary(entry => entry.Key.Id, StringComparer.Ordinal);

    public ValueTask<Credential?> FindAsync(string accessKeyId, string? sessionToken, CancellationToken ct) => ValueTask.FromResult(
        Known.TryGetValue(accessKeyId, out var found) && found.Key.Token == sessionToken ? found.Credential : null);

    private static (Key Key, Credential Credential) Entry(Key key, string user, DateTimeOffset? expiresAt) =>
        (key, new(new(Account, $"arn:aws:iam::{Account}:user/{user}", $"AIDA{user.ToUpperInvariant()}", key.Id), key.Secret, expiresAt));
}
