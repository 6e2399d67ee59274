using System.Diagnostics.CodeAnalysis;

namespace Slipway.Iam.ServiceLinkedRoles;

/// <summary>The deletion of a service-linked role; its id is <c>task/aws-service-role/SERVICE/ROLE/UUID</c>.</summary>
internal sealed record DeletionTask(string Service, string RoleName, Guid Id)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out DeletionTask? task)
    {
        task = text.Split('/') is ["task", "aws-service-role", { Length: > 0 } service, { Length: > 0 } role, var id] && Guid.TryParseExact(id, "D", out var guid)
            ? new(service, role, guid)
            : null;
        return task is not null;
    }

    public override string ToString() => $"task{ServiceLinkedRole.PathOf(Service)}{RoleName}/{Id:D}";
}
