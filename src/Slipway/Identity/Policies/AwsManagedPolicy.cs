namespace Slipway.Identity.Policies;

/// <summary>A managed policy of AWS's own; read-only, the same in every account.</summary>
/// <param name="Path"><c>/</c>, <c>/service-role/</c>, <c>/job-function/</c> …</param>
/// <param name="Version">Such as <c>v3</c>; the one that is in force on AWS.</param>
internal sealed record AwsManagedPolicy(
    string Id, string Path, string Name, string Description, string Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string Document)
{
    public string Arn => $"arn:aws:iam::aws:policy{Path}{Name}";
}
