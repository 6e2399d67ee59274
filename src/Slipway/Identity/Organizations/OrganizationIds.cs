using Slipway.Kernel;

namespace Slipway.Identity.Organizations;

/// <summary>The ids of Organizations, in the patterns of its model.</summary>
internal static class OrganizationIds
{
    private const string Digits = "0123456789";
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    public static string NewOrganization(IIdSource ids) => "o-" + ids.NewText(Letters, 10);

    public static string NewRoot(IIdSource ids) => "r-" + ids.NewText(Letters, 4);

    /// <param name="rootId">The unit's id carries that of its root.</param>
    public static string NewUnit(string rootId, IIdSource ids) => $"ou-{rootId[2..]}-{ids.NewText(Letters, 8)}";

    public static string NewPolicy(IIdSource ids) => "p-" + ids.NewText(Letters, 8);

    public static string NewAccountRequest(IIdSource ids) => "car-" + ids.NewText(Letters, 32);

    public static string NewAccount(IIdSource ids) => ids.NewText(Digits, 12);

    public static bool IsRoot(string id) => id.StartsWith("r-", StringComparison.Ordinal);

    public static bool IsUnit(string id) => id.StartsWith("ou-", StringComparison.Ordinal);

    public static bool IsAccount(string id) => id.Length == 12 && char.IsAsciiDigit(id[0]);
}
