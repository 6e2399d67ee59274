using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Groups;
using Slipway.Identity.Users;
using Slipway.Kernel;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>Users, groups and keys for the contracts of their stores.</summary>
internal static class IdentitySamples
{
    public const string Account = "123456789012", OtherAccount = "210987654321";

    /// <summary>More than any of these tests adds.</summary>
    public const int Plenty = 1000;

    public static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private static readonly RandomIds Ids = new();

    public static IamName Name(string text) => IamName.Parse(text);

    public static IamPath Path(string text) => IamPath.TryParse(text, out var path) ? path : throw new FormatException(text);

    public static User User(string name) => new(UniqueIds.NewUser(Ids), Account, "/", name, Then);

    public static Group Group(string name) => new(UniqueIds.NewGroup(Ids), Account, "/", name, Then);

    public static AccessKey Key(string id, User user) => new(id, user.Id, new byte[] { 1, 2, 3 }, IsActive: true, Then, IsInitial: false);
}
