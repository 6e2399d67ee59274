using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;
using Slipway.Wire;

namespace Slipway.Identity;

/// <summary>Everything that a decision about a request needs of the key that signed it.</summary>
/// <param name="Policies">ARNs of the managed policies attached to the user.</param>
internal sealed record KeyHolder(User User, AccessKey Key, IReadOnlySet<string> Policies)
{
    public Principal Principal { get; } = new(User.Account, User.Arn, User.Id, Key.Id);
}
