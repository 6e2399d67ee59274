using Slipway.Ecr.Sealing;
using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Registry.Sealing;
using Slipway.Wire;

namespace Slipway.Ecr.Layers;

/// <summary>The repository that a push goes to: there already, or made for it by a template, as on the registry's own way.</summary>
internal sealed class PushTargets(IRepositoryStore repositories, RepositoryCreator creator, IEncryptionKeys keys, IAuthorizer authorizer)
{
    /// <param name="access">What the caller was allowed before: decided once more where a repository is made, since what it begins with, such as a policy, binds the push that made it too.</param>
    /// <exception cref="AwsError">RepositoryNotFoundException; AccessDeniedException when a template would make it, but the caller may not; KmsException.</exception>
    public async ValueTask<Repository> RequireAsync(Caller caller, Access access, string? registryId, RepositoryName name, CancellationToken ct)
    {
        try
        {
            var repository = await FindOrMakeAsync(caller, access, registryId, name, ct);
            await keys.RequireUsableAsync(repository, ct);
            return repository;
        }
        catch (KeyUnavailableException fault)
        {
            throw KmsRefusals.Of(fault);
        }
    }

    private async ValueTask<Repository> FindOrMakeAsync(Caller caller, Access access, string? registryId, RepositoryName name, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, registryId);
        if (await repositories.FindAsync(registry, name, ct) is { } found) return found;
        if (await creator.FindTemplateAsync(registry, name, CreationOccasion.CreateOnPush, ct) is { } template)
        {
            await DemandAsync(caller, Access.To("ecr:CreateRepository", EcrArns.Repository(registry, name)).WithRequestTags(template.ResourceTags), ct);
            if (await CreateAsync(registry, name, ct) is { } made)
            {
                await DemandAsync(caller, access, ct);
                return made;
            }
        }

        throw EcrErrors.RepositoryNotFound(registry, name);
    }

    private async ValueTask DemandAsync(Caller caller, Access access, CancellationToken ct)
    {
        var verdict = await authorizer.DecideAsync(caller, access, ct);
        if (!verdict.IsAllowed) throw WireErrors.AccessDenied(ErrorFamily.Json, verdict);
    }

    private async ValueTask<Repository?> CreateAsync(RegistryScope registry, RepositoryName name, CancellationToken ct)
    {
        try
        {
            return await creator.CreateAsync(registry, name, CreationOccasion.CreateOnPush, ct);
        }
        catch (TemplateNotApplicableException why)
        {
            throw new AwsError("InvalidParameterException", why.Message);
        }
    }
}
