using Slipway.Ecr.Repositories;
using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Templates;

internal sealed record UpdateRepositoryCreationTemplateRequest(
    [Length(1, 256), Pattern(TemplateRules.PrefixPattern)] string Prefix,
    [Length(0, 256)] string? Description,
    TemplateEncryption? EncryptionConfiguration,
    IReadOnlyList<TagShape>? ResourceTags,
    TagMutability? ImageTagMutability,
    [Items(1, 5)] IReadOnlyList<ImageTagMutabilityExclusionFilter>? ImageTagMutabilityExclusionFilters,
    [Length(0, 10240)] string? RepositoryPolicy,
    [Length(0, 30720)] string? LifecyclePolicy,
    IReadOnlyList<AppliedFor>? AppliedFor,
    [Length(0, 2048)] string? CustomRoleArn);

/// <summary>
/// Changes the members of a template that are given; an empty text takes one away. Repositories that are there stay as they
/// are. AWS: API_UpdateRepositoryCreationTemplate.
/// </summary>
[Operation<EcrApi>]
internal sealed class UpdateRepositoryCreationTemplate(ICreationTemplateStore templates, TemplatePolicies policies, TimeProvider clock)
    : IOperation<UpdateRepositoryCreationTemplateRequest, CreationTemplateResponse>
{
    public static Access Requires(UpdateRepositoryCreationTemplateRequest request, Caller caller) => Access.On("*")
        .DemandFor(caller, request.Prefix, request.RepositoryPolicy, request.LifecyclePolicy, request.CustomRoleArn, request.ResourceTags is { Count: > 0 });

    public async ValueTask<CreationTemplateResponse> HandleAsync(UpdateRepositoryCreationTemplateRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        await policies.CheckAsync(request.RepositoryPolicy, request.LifecyclePolicy, ct);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var changed = await templates.ChangeAsync(registry, CreationTemplate.KeyOf(request.Prefix), template => Changed(template, request) with { UpdatedAt = now }, ct);
        return changed is null ? throw TemplateErrors.NotFound(registry, request.Prefix) : CreationTemplateResponse.Of(changed);
    }

    private static CreationTemplate Changed(CreationTemplate template, UpdateRepositoryCreationTemplateRequest request) => (template with
    {
        Description = TextOr(request.Description, template.Description),
        Encryption = request.EncryptionConfiguration is { } encryption ? TemplateRules.ToEncryption(encryption) : template.Encryption,
        ResourceTags = request.ResourceTags is { } tags ? TemplateRules.ToTags(tags, template.Registry, template.Prefix) : template.ResourceTags,
        TagRules = RulesOf(template.TagRules, request),
        RepositoryPolicy = TextOr(request.RepositoryPolicy, template.RepositoryPolicy),
        LifecyclePolicy = TextOr(request.LifecyclePolicy, template.LifecyclePolicy),
        AppliedFor = request.AppliedFor is { } occasions ? TemplateRules.ToOccasions(occasions) : template.AppliedFor,
        CustomRoleArn = TextOr(request.CustomRoleArn, template.CustomRoleArn),
    }).Checked();

    // Filters belong to a mutability: a new one takes only those that come with it.
    private static TagRules RulesOf(TagRules rules, UpdateRepositoryCreationTemplateRequest request) =>
        request.ImageTagMutability is null && request.ImageTagMutabilityExclusionFilters is null
            ? rules
            : ImageTagMutabilityExclusionFilter.ToRules(request.ImageTagMutability ?? rules.Mutability, request.ImageTagMutabilityExclusionFilters);

    private static string? TextOr(string? text, string? known) => text is null ? known : text.Length == 0 ? null : text;
}
