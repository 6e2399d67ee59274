using Slipway.Registry.Policies;

namespace Slipway.Registry.Creation;

/// <summary>Binds the repository policy of a template to whom it names, as they are when a repository is made.</summary>
public interface IPolicyBinding
{
    /// <returns>null when it names somebody who is not there any more.</returns>
    ValueTask<AccessPolicy?> BindAsync(string text, CancellationToken ct);

    /// <summary>The text with today's names of whom it was bound to, and the ids of those who are gone.</summary>
    ValueTask<string> ShowAsync(AccessPolicy policy, CancellationToken ct);
}
