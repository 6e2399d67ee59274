using Slipway.Ecr.Sealing;
using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Registry.PullThrough;
using Slipway.Registry.Remotes;
using Slipway.Registry.Sealing;
using Slipway.Wire;

namespace Slipway.Ecr.PullThrough;

/// <summary>Pulls by the API of what a rule of the cache fetches, with the permissions that they take on the registry's own way.</summary>
internal sealed class CachedPulls(PullThroughRules rules, UpstreamImages upstreams, IRepositoryStore repositories, RepositoryCreator creator, IAuthorizer authorizer)
{
    /// <summary>The repository that a pull names: there already, or made because its upstream has one of the images.</summary>
    /// <param name="access">What the caller was allowed before: decided once more where the repository is made.</param>
    /// <returns>null where it could be made, but none of the images is to be had.</returns>
    /// <exception cref="AwsError">RepositoryNotFoundException, also for who may not create it; its template cannot be obeyed.</exception>
    /// <exception cref="RemoteFailureException">The upstream cannot be asked.</exception>
    public async ValueTask<Repository?> FindOrMakeAsync(Caller caller, RegistryScope registry, RepositoryName name, Access access, IEnumerable<Reference> wanted, CancellationToken ct)
    {
        if (await repositories.FindAsync(registry, name, ct) is { } found) return found;
        if (await rules.FindAsync(registry, name, ct) is not { } rule || !await MayCreateAsync(caller, registry, name, ct)) throw EcrErrors.RepositoryNotFound(registry, name);
        foreach (var reference in wanted)
        {
            if (await MayImportAsync(caller, registry, name, reference.Tag, ct) && await upstreams.ExistsAsync(registry, rule, name, reference, ct)) return await CreateAsync(caller, registry, name, access, ct);
        }

        return null;
    }

    /// <returns>null for a repository that no rule fills.</returns>
    public async ValueTask<CachedPull?> BeginAsync(Caller caller, Repository repository, CancellationToken ct) =>
        await rules.FindAsync(repository.Registry, repository.Name, ct) is { } rule
            ? new(rule, repository, upstreams, tag => MayImportAsync(caller, repository.Registry, repository.Name, tag, ct))
            : null;

    private async ValueTask<Repository?> CreateAsync(Caller caller, RegistryScope registry, RepositoryName name, Access access, CancellationToken ct)
    {
        try
        {
            var made = await creator.CreateAsync(registry, name, CreationOccasion.PullThroughCache, ct);
            // What it began with, such as a policy, binds the request that made it too.
            var verdict = await authorizer.DecideAsync(caller, access, ct);
            return verdict.IsAllowed ? made : throw WireErrors.AccessDenied(ErrorFamily.Json, verdict);
        }
        catch (TemplateNotApplicableException why)
        {
            throw new AwsError("InvalidParameterException", why.Message);
        }
        catch (KeyUnavailableException fault)
        {
            throw KmsRefusals.Of(fault);
        }
    }

    private async ValueTask<bool> MayCreateAsync(Caller caller, RegistryScope registry, RepositoryName name, CancellationToken ct)
    {
        var template = await creator.FindTemplateAsync(registry, name, CreationOccasion.PullThroughCache, ct);
        var access = Access.To("ecr:CreateRepository", EcrArns.Repository(registry, name)).WithRequestTags(template?.ResourceTags);
        return (await authorizer.DecideAsync(caller, access, ct)).IsAllowed;
    }

    private async ValueTask<bool> MayImportAsync(Caller caller, RegistryScope registry, RepositoryName name, ImageTag? tag, CancellationToken ct)
    {
        var access = Access.To("ecr:BatchImportUpstreamImage", EcrArns.Repository(registry, name)).ForEach(ImageTagKey.Name, tag?.ToString());
        return (await authorizer.DecideAsync(caller, access, ct)).IsAllowed;
    }
}
