using Slipway.Identity.Groups;
using Slipway.Kernel;

namespace Slipway.Iam.Groups;

/// <summary>A group as clients see it (API_Group).</summary>
internal sealed record GroupShape(string Path, string GroupName, string GroupId, string Arn, DateTimeOffset CreateDate)
{
    public static GroupShape Of(Group group) => new(group.Path, group.Name, group.Id, group.Arn, group.CreatedAt.ToSeconds());
}
