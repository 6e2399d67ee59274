using Slipway.Kernel;

namespace Slipway.Identity.Policies;

/// <summary>
/// Policies that belong to one user, group or role alone; these are known by their unique ids. Each method is one
/// transaction; what returned is durable, and counts in the next decision. Must pass InlinePolicyStoreContract.
/// </summary>
internal interface IInlinePolicyStore
{
    /// <param name="name">With regard to case.</param>
    ValueTask<InlinePolicy?> FindAsync(string principalId, string name, CancellationToken ct);

    /// <summary>Names in their order.</summary>
    /// <param name="after">The name that the page begins behind; empty for the first page.</param>
    ValueTask<Page<string>> ListNamesAsync(string principalId, string after, int limit, CancellationToken ct);

    /// <summary>Adds a policy, or puts it in the place of that of the same name.</summary>
    /// <param name="check">Sees all the principal's inline policies as they would be, within the transaction; what it throws leaves everything as it is.</param>
    /// <returns>false when the principal is gone.</returns>
    ValueTask<bool> PutAsync(string principalId, InlinePolicy policy, Action<IReadOnlyList<InlinePolicy>> check, CancellationToken ct);

    /// <returns>false when there was none.</returns>
    ValueTask<bool> DeleteAsync(string principalId, string name, CancellationToken ct);
}

/// <param name="Document">As it was given.</param>
internal sealed record InlinePolicy(string Name, string Document);
