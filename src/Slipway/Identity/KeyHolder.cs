using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;
using Slipway.Wire;

namespace Slipway.Identity;

/// <summary>An access key and the user to whom it belongs.</summary>
internal sealed record KeyHolder(User User, AccessKey Key)
{
    public Principal Principal { get; } = new(User.Account, User.Arn, User.Id, Key.Id);
}
