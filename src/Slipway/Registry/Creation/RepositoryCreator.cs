using Slipway.Kernel;
using Slipway.Registry.Sealing;

namespace Slipway.Registry.Creation;

/// <summary>
/// Makes the repositories that nobody created: for a push, an image from elsewhere, or a pull through the cache. Whether
/// the one who caused it may do so has been decided before.
/// </summary>
public sealed class RepositoryCreator(
    IRepositoryStore repositories,
    ICreationTemplateStore templates,
    ITemplateRoles roles,
    IPolicyBinding binding,
    IEncryptionKeys keys,
    ICreationTrail trail,
    TimeProvider clock)
{
    /// <summary>The template that a repository would be made from.</summary>
    /// <returns>null when none is for it; a push then makes no repository, the others one with the usual settings.</returns>
    public ValueTask<CreationTemplate?> FindTemplateAsync(RegistryScope registry, RepositoryName name, CreationOccasion occasion, CancellationToken ct) =>
        templates.FindForAsync(registry, name, occasion, ct);

    /// <returns>
    /// The repository, also when another was faster; null when a push finds no template that makes one
    /// ("Repository creation templates", "create on push").
    /// </returns>
    /// <exception cref="TemplateNotApplicableException">The template's role may not do it, or its policy names somebody who is gone.</exception>
    /// <exception cref="KeyUnavailableException">The template's key cannot be used.</exception>
    public async ValueTask<Repository?> CreateAsync(RegistryScope registry, RepositoryName name, CreationOccasion occasion, CancellationToken ct)
    {
        var template = await FindTemplateAsync(registry, name, occasion, ct);
        if (template is null && occasion is CreationOccasion.CreateOnPush) return null;
        if (template is not null && await roles.FindLackAsync(template, name, ct) is { } action)
            throw new TemplateNotApplicableException(template, $"its role {template.CustomRoleArn} cannot be assumed or is not authorized to perform {action}");
        var repository = new Repository(
            Id: 0,
            registry,
            name,
            DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()),
            template?.TagRules ?? TagRules.Mutable,
            ScanOnPush: false,
            await keys.ResolveAsync(registry, template?.Encryption ?? Encryption.Default, ct),
            template?.ResourceTags ?? TagSet.Empty);
        if (await repositories.TryAddAsync(repository, await PoliciesOfAsync(template, ct), ct) is not { } made) return await repositories.FindAsync(registry, name, ct);
        await trail.RecordAsync(made, occasion, template?.Prefix);
        return made;
    }

    private async ValueTask<FirstPolicies> PoliciesOfAsync(CreationTemplate? template, CancellationToken ct)
    {
        if (template is null) return FirstPolicies.None;
        if (template.RepositoryPolicy is null) return new(null, template.LifecyclePolicy);
        return await binding.BindAsync(template.RepositoryPolicy, ct) is { } access
            ? new(access, template.LifecyclePolicy)
            : throw new TemplateNotApplicableException(template, "its repository policy names a principal that does not exist");
    }
}
