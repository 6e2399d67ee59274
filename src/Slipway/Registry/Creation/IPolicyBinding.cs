using Slipway.Registry.Policies;

namespace Slipway.Registry.Creation;

/// <summary>Binds the repository policy of a template to whom it names, as they are when a repository is made.</summary>
public interface IPolicyBinding
{
    /// <returns>null when it names somebody who is not there any more.</returns>
    ValueTask<AccessPolicy?> BindAsync(string text, CancellationToken ct);
}
