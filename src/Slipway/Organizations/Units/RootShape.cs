using Slipway.Identity.Organizations;

namespace Slipway.Organizations.Units;

/// <summary>The root as clients see it (API_Root).</summary>
internal sealed record RootShape(string Id, string Arn, string Name, IReadOnlyList<PolicyTypeSummary> PolicyTypes)
{
    public static RootShape Of(OrganizationalUnit root, Organization organization) =>
        new(root.Id, organization.UnitArn(root.Id), root.Name, root.HasServiceControl ? [PolicyTypeSummary.Enabled] : []);
}
