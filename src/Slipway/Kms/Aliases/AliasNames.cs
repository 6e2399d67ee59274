using Slipway.Kms.Keys;
using Slipway.Wire;

namespace Slipway.Kms.Aliases;

/// <summary>The rules for names of aliases beyond the model's.</summary>
internal static class AliasNames
{
    private const string Reserved = "alias/aws/";

    /// <exception cref="AwsError">A name that is not for customers.</exception>
    public static void Check(string name)
    {
        if (!name.StartsWith(KeyArns.AliasPrefix, StringComparison.Ordinal) || name.Length == KeyArns.AliasPrefix.Length)
            throw KmsErrors.InvalidAlias("Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
        if (name.StartsWith(Reserved, StringComparison.Ordinal)) throw KmsErrors.InvalidAlias("Names that begin with alias/aws/ are reserved for AWS");
        if (name.Contains(':', StringComparison.Ordinal)) throw KmsErrors.InvalidAlias($"{name} contains invalid characters for an alias");
    }

    /// <summary>The alias as a resource, and the key that it is to be, or is, of.</summary>
    public static Access Demand(Caller caller, string alias, string action, string? keyId)
    {
        var access = Access.On(KeyArns.OfAlias(caller.Account, caller.Region, alias));
        return access.Also($"kms:{action}", keyId is null ? KeyArns.OfKey(caller.Account, caller.Region, alias) : KeyArns.Demanded(caller, keyId));
    }
}
