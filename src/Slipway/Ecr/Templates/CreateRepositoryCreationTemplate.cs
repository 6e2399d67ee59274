using Slipway.Ecr.Repositories;
using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Templates;

internal sealed record CreateRepositoryCreationTemplateRequest(
    [Length(1, 256), Pattern(TemplateRules.PrefixPattern)] string Prefix,
    [Length(0, 256)] string? Description,
    TemplateEncryption? EncryptionConfiguration,
    IReadOnlyList<TagShape>? ResourceTags,
    TagMutability? ImageTagMutability,
    [Items(1, 5)] IReadOnlyList<ImageTagMutabilityExclusionFilter>? ImageTagMutabilityExclusionFilters,
    [Length(0, 10240)] string? RepositoryPolicy,
    [Length(0, 30720)] string? LifecyclePolicy,
    IReadOnlyList<AppliedFor> AppliedFor,
    [Length(0, 2048)] string? CustomRoleArn);

/// <summary>
/// Says what repositories begin with that are made for a push, a replicated image or a pull through the cache.
/// AWS: API_CreateRepositoryCreationTemplate.
/// </summary>
[Operation<EcrApi>]
internal sealed class CreateRepositoryCreationTemplate(ICreationTemplateStore templates, TemplatePolicies policies, TimeProvider clock)
    : IOperation<CreateRepositoryCreationTemplateRequest, CreationTemplateResponse>
{
    public static Access Requires(CreateRepositoryCreationTemplateRequest request, Caller caller) => Access.On("*")
        .DemandFor(caller, request.Prefix, request.RepositoryPolicy, request.LifecyclePolicy, request.CustomRoleArn, request.ResourceTags is { Count: > 0 });

    public async ValueTask<CreationTemplateResponse> HandleAsync(CreateRepositoryCreationTemplateRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        await policies.CheckAsync(request.RepositoryPolicy, request.LifecyclePolicy, ct);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var template = new CreationTemplate(
            registry,
            request.Prefix,
            request.Description,
            TemplateRules.ToEncryption(request.EncryptionConfiguration),
            TemplateRules.ToTags(request.ResourceTags, registry, request.Prefix),
            ImageTagMutabilityExclusionFilter.ToRules(request.ImageTagMutability ?? TagMutability.Mutable, request.ImageTagMutabilityExclusionFilters),
            TextOrNull(request.RepositoryPolicy),
            TextOrNull(request.LifecyclePolicy),
            TemplateRules.ToOccasions(request.AppliedFor),
            TextOrNull(request.CustomRoleArn),
            now,
            now).Checked();
        return await templates.AddAsync(template, TemplateRules.MostTemplates, ct) switch
        {
            TemplateAddition.Added => CreationTemplateResponse.Of(template),
            TemplateAddition.Exists => throw TemplateErrors.AlreadyExists(registry, request.Prefix),
            _ => throw TemplateErrors.TooMany(registry, TemplateRules.MostTemplates),
        };
    }

    private static string? TextOrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
