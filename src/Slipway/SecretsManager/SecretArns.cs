using System.Buffers;
using Slipway.Wire;

namespace Slipway.SecretsManager;

/// <summary>
/// What a <c>SecretId</c> names: a name, a whole ARN, or one without the six random characters. The decision about a
/// request and the request itself read it here, so that they mean the same secret.
/// </summary>
internal static class SecretArns
{
    private const string Prefix = "secret:";

    // What policies write for the random characters that nobody knows; here it says that a name was given.
    private const string AnySuffix = "-??????";

    private const int SuffixLength = 6;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(SuffixAlphabet + "-/_+=.@!");

    public const string SuffixAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>What is demanded of a secret that is named in a request; the decision puts its whole ARN in the place when it is there.</summary>
    public static string Demanded(Caller caller, string secretId) => Arn.TryParse(secretId, out _)
        ? secretId
        : $"arn:aws:secretsmanager:{caller.Region}:{caller.Account}:{Prefix}{secretId}{AnySuffix}";

    public static bool IsName(string text) => text.AsSpan().IndexOfAnyExcept(NameCharacters) < 0;

    public static string NewSuffix(Kernel.IIdSource ids) => ids.NewText(SuffixAlphabet, SuffixLength);

    /// <returns>null when there is none, or the ARN is no secret's.</returns>
    public static async ValueTask<Secret?> FindAsync(this ISecretStore store, string demanded, CancellationToken ct)
    {
        if (!Arn.TryParse(demanded, out var arn) || arn is not { Partition: "aws", Service: "secretsmanager" } || !arn.Resource.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var scope = new SecretScope(arn.Account, arn.Region);
        var text = arn.Resource[Prefix.Length..];
        if (text.EndsWith(AnySuffix, StringComparison.Ordinal)) return await store.FindAsync(scope, text[..^AnySuffix.Length], ct);

        // The whole ARN first: no other secret can be named so that it takes its place.
        var dash = text.Length - SuffixLength - 1;
        if (dash > 0 && text[dash] == '-' && await store.FindAsync(scope, text[..dash], ct) is { } whole && whole.Suffix == text[(dash + 1)..]) return whole;
        return await store.FindAsync(scope, text, ct);
    }

    /// <summary>The secret that a request names.</summary>
    /// <exception cref="AwsError">It cannot be a name; there is none, or it lies in another region than was asked.</exception>
    public static async ValueTask<Secret> RequireAsync(this ISecretStore store, Caller caller, string secretId, CancellationToken ct)
    {
        if (!IsName(secretId) && !Arn.TryParse(secretId, out _)) throw SecretsManagerErrors.InvalidName();
        return await store.FindAsync(Demanded(caller, secretId), ct) is { } found && found.Scope.Region == caller.Region ? found : throw SecretsManagerErrors.NotFound();
    }

    /// <summary>The same, of those that are not scheduled to be destroyed.</summary>
    public static async ValueTask<Secret> RequireLivingAsync(this ISecretStore store, Caller caller, string secretId, CancellationToken ct) =>
        await store.RequireAsync(caller, secretId, ct) is { DeletedAt: null } living ? living : throw SecretsManagerErrors.MarkedForDeletion();

    /// <summary>Changes the secret that was found for a request, if it is still that one.</summary>
    public static async ValueTask<Secret> ChangeAsync(this ISecretStore store, Secret found, Func<Secret, Secret> change, CancellationToken ct) =>
        await store.ChangeAsync(found.Scope, found.Name, present => present.Id == found.Id ? change(present) : throw SecretsManagerErrors.NotFound(), ct)
        ?? throw SecretsManagerErrors.NotFound();
}
