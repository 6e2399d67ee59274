using System.Diagnostics.CodeAnalysis;
using Slipway.Wire;

namespace Slipway.Identity.Policies;

/// <summary>What the ARN of a managed policy says: <c>arn:aws:iam::ACCOUNT:policyPATHNAME</c>.</summary>
/// <param name="Account">12 digits, or <c>aws</c> for AWS's own.</param>
/// <param name="Path"><c>/</c>, or begins and ends with one.</param>
internal sealed record PolicyArn(string Account, string Path, string Name)
{
    /// <summary>What the <see cref="Key"/> of each of AWS's policies begins with; behind every character of a name.</summary>
    public const string AwsKey = "~";

    private const string Kind = "policy/";

    /// <summary>AWS maintains it; it is the same in every account.</summary>
    public bool IsAws => Account == "aws";

    /// <summary>What a service needs for itself: for its service-linked role alone.</summary>
    public bool IsForServices => IsAws && Path == "/aws-service-role/";

    /// <summary>
    /// Short, and unique among the policies that one principal can have: an account's names are unique without regard to
    /// case, and so are AWS's. Customers' come first.
    /// </summary>
    public string Key => (IsAws ? AwsKey : "") + IamName.KeyOf(Name);

    public static bool TryParse(string text, [NotNullWhen(true)] out PolicyArn? policy)
    {
        policy = null;
        if (!Arn.TryParse(text, out var arn) || arn is not { Partition: "aws", Service: "iam", Region: "", Account.Length: > 0 }) return false;
        var slash = arn.Resource.LastIndexOf('/');
        if (!arn.Resource.StartsWith(Kind, StringComparison.Ordinal) || slash == arn.Resource.Length - 1) return false;
        policy = new(arn.Account, arn.Resource[(Kind.Length - 1)..(slash + 1)], arn.Resource[(slash + 1)..]);
        return true;
    }

    /// <summary>For an ARN that was checked before it was stored.</summary>
    public static PolicyArn Parse(string text) => TryParse(text, out var policy) ? policy : throw new FormatException($"'{text}' is not the ARN of a policy.");

    public override string ToString() => $"arn:aws:iam::{Account}:policy{Path}{Name}";
}
