using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;
using Slipway.Kernel;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.AccessKeys;

/// <summary>A key when it is made, the one time that its secret is shown (API_AccessKey).</summary>
internal sealed record AccessKeyShape(string UserName, string AccessKeyId, StatusType Status, string SecretAccessKey, DateTimeOffset CreateDate)
{
    public static AccessKeyShape Of(User user, AccessKey key, string secret) => new(user.Name, key.Id, StatusType.Active, secret, key.CreatedAt.ToSeconds());

    // A record prints its members; a secret must not be among them.
    public override string ToString() => $"Access key {AccessKeyId}";
}

/// <summary>A key without its secret (API_AccessKeyMetadata).</summary>
internal sealed record AccessKeyMetadata(string UserName, string AccessKeyId, StatusType Status, DateTimeOffset CreateDate)
{
    public static AccessKeyMetadata Of(User user, AccessKey key) =>
        new(user.Name, key.Id, key.IsActive ? StatusType.Active : StatusType.Inactive, key.CreatedAt.ToSeconds());
}

/// <summary>The states of keys and their like.</summary>
internal enum StatusType
{
    [Wire("Active")]
    Active,

    [Wire("Inactive")]
    Inactive,

    /// <summary>Nobody sets it, and no key here runs out.</summary>
    [Wire("Expired")]
    Expired,
}
