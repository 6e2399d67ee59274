using Slipway.Iam.AccessKeys;
using Slipway.Iam.Users;
using Slipway.Wire;

namespace Slipway.Iam;

/// <summary>Everything that a decision about a request needs of the key that signed it.</summary>
/// <param name="Policies">ARNs of the managed policies attached to the user.</param>
internal sealed record Identity(User User, AccessKey Key, IReadOnlySet<string> Policies)
{
    public Principal Principal { get; } = new(User.Account, User.Arn, User.Id, Key.Id);
}
