using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Wire;
using Slipway.Wire.Audit;

namespace Slipway.Ecr.Templates;

/// <summary>
/// Repositories that the service makes are in the audit trail as its own calls of CreateRepository; who caused one has a
/// record of the push or pull beside it.
/// </summary>
internal sealed class CreationTrail(Auditor auditor, IIdSource ids) : ICreationTrail
{
    private const string Service = "ecr.amazonaws.com";

    public ValueTask RecordAsync(Repository repository, CreationOccasion occasion, string? prefix)
    {
        var principal = new Principal(repository.Registry.Account, Service, "", "") { Kind = PrincipalKind.Service };
        return auditor.RecordAsync(new(Service, "CreateRepository", new(principal, repository.Registry.Region, ids.NewId().ToString()) { UserAgent = Service })
        {
            RequestParameters = AuditJson.Object(json => json.WriteString("repositoryName", repository.Name.ToString())),
            AdditionalData = AuditJson.Object(json =>
            {
                json.WriteString("occasion", WordOf(occasion));
                if (prefix is not null) json.WriteString("templatePrefix", prefix);
            }),
            Resources = [EcrArns.Repository(repository.Registry, repository.Name)],
        });
    }

    private static string WordOf(CreationOccasion occasion) => occasion switch
    {
        CreationOccasion.PullThroughCache => "PULL_THROUGH_CACHE",
        CreationOccasion.Replication => "REPLICATION",
        _ => "CREATE_ON_PUSH",
    };
}
