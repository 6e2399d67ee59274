using Slipway.Wire;

namespace Slipway.Identity.Principals;

/// <summary>
/// Binds the users and roles that a policy names to their unique ids when it is stored, and finds their names again when
/// it is shown: of one that is gone only the id is left, and a new one of the same name is somebody else
/// ("AWS JSON policy elements: Principal" in IAM's user guide).
/// </summary>
internal sealed class PrincipalBinding(IPrincipalStore principals)
{
    /// <param name="document">One that the policy engine has parsed.</param>
    public async ValueTask<BindingOutcome> BindAsync(string document, CancellationToken ct)
    {
        List<string> bound = [];
        foreach (var principal in PrincipalElements.Of(document))
        {
            if (await MeaningAsync(principal, ct) is not { } meaning) return new(null, principal);
            bound.Add(meaning);
        }

        return new(new(document, PrincipalElements.Replace(document, bound)), null);
    }

    /// <summary>The document as its readers see it: with today's names of those that it was bound to, or their ids.</summary>
    public async ValueTask<string> ShowAsync(BoundPolicy policy, CancellationToken ct)
    {
        if (policy.Text == policy.Meaning) return policy.Text;
        List<string> shown = [];
        foreach (var (given, meaning) in PrincipalElements.Of(policy.Text).Zip(PrincipalElements.Of(policy.Meaning)))
            shown.Add(given == meaning ? given : await NameAsync(meaning, ct));
        return PrincipalElements.Replace(policy.Text, shown);
    }

    /// <returns>null for a principal that is not there.</returns>
    private async ValueTask<string?> MeaningAsync(string principal, CancellationToken ct)
    {
        // Departs: whether another account exists is not checked; one that is not on this server can be trusted, in vain.
        if (principal == "*" || IsAccount(principal)) return principal;
        if (IsUniqueId(principal)) return await principals.FindAsync(principal, ct) is null ? null : principal;
        if (!Arn.TryParse(principal, out var arn) || arn is not { Partition: "aws", Region: "" } || !IsAccount(arn.Account)) return null;
        var steps = arn.Resource.Split('/');
        return (arn.Service, steps[0]) switch
        {
            ("iam", "root") when steps.Length == 1 => principal,
            ("iam", "user") => IdOf(await principals.FindUserAsync(arn.Account, steps[^1], ct), principal),
            ("iam", "role") => IdOf(await principals.FindRoleAsync(arn.Account, steps[^1], ct), principal),
            ("sts", "assumed-role") when steps.Length == 3 => await principals.FindRoleAsync(arn.Account, steps[1], ct) is { } role ? $"{role.Id}:{steps[2]}" : null,
            ("sts", "federated-user") when steps.Length == 2 => principal,
            _ => null,
        };
    }

    private async ValueTask<string> NameAsync(string meaning, CancellationToken ct)
    {
        var parts = meaning.Split(':', 2);
        if (await principals.FindAsync(parts[0], ct) is not { } found) return meaning;
        return parts.Length == 2 ? found.SessionArn(parts[1]) : found.Arn;
    }

    // Names are found without regard to case, but a principal is named to the letter, with its path.
    private static string? IdOf(StoredPrincipal? found, string arn) => found?.Arn == arn ? found.Id : null;

    private static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    private static bool IsUniqueId(string text) =>
        text.StartsWith("AIDA", StringComparison.Ordinal) || text.StartsWith("AROA", StringComparison.Ordinal);
}

/// <param name="Policy">null when it names somebody who is not there.</param>
/// <param name="Unknown">Who that is, as the document writes it; null when all are there.</param>
internal readonly record struct BindingOutcome(BoundPolicy? Policy, string? Unknown);
