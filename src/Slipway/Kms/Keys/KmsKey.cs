using Slipway.Kernel;

namespace Slipway.Kms.Keys;

/// <summary>A key, without its material.</summary>
/// <param name="DeletedAt">When its material is to be destroyed; null unless <see cref="KeyState.PendingDeletion"/>.</param>
/// <param name="Policy">As it was given; null for the default one.</param>
internal sealed record KmsKey(
    string Account,
    string Region,
    string KeyId,
    string Description,
    KeyState State,
    KeyOwner Owner,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DeletedAt,
    string? Policy,
    TagSet Tags)
{
    public string Arn => KeyArns.OfKey(Account, Region, KeyId);
}

internal enum KeyState
{
    [Wire.Shapes.Wire("Enabled")]
    Enabled,

    [Wire.Shapes.Wire("Disabled")]
    Disabled,

    [Wire.Shapes.Wire("PendingDeletion")]
    PendingDeletion,
}

internal enum KeyOwner
{
    [Wire.Shapes.Wire("AWS")]
    Aws,

    [Wire.Shapes.Wire("CUSTOMER")]
    Customer,
}

/// <param name="Name">With its <c>alias/</c>.</param>
internal sealed record KmsAlias(string Account, string Region, string Name, string KeyId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public string Arn => KeyArns.OfAlias(Account, Region, Name);
}
