namespace Slipway.Identity.Groups;

/// <summary>An IAM group (API_Group): users that share policies. Not a principal.</summary>
/// <param name="Id"><c>AGPA…</c>; never used again.</param>
/// <param name="Path"><c>/</c>, or begins and ends with one.</param>
/// <param name="Name">Kept as it was given; unique in its account without regard to case.</param>
internal sealed record Group(string Id, string Account, string Path, string Name, DateTimeOffset CreatedAt)
{
    public string Arn => $"arn:aws:iam::{Account}:group{Path}{Name}";
}
