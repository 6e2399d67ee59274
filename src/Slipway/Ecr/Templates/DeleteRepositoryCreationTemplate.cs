using Slipway.Registry.Creation;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Templates;

internal sealed record DeleteRepositoryCreationTemplateRequest([Length(1, 256), Pattern(TemplateRules.PrefixPattern)] string Prefix);

/// <summary>Removes a template; the repositories that it made stay as they are. AWS: API_DeleteRepositoryCreationTemplate.</summary>
[Operation<EcrApi>]
internal sealed class DeleteRepositoryCreationTemplate(ICreationTemplateStore templates)
    : IOperation<DeleteRepositoryCreationTemplateRequest, CreationTemplateResponse>
{
    public static Access Requires(DeleteRepositoryCreationTemplateRequest request, Caller caller) => Access.On("*");

    public async ValueTask<CreationTemplateResponse> HandleAsync(DeleteRepositoryCreationTemplateRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        return await templates.RemoveAsync(registry, CreationTemplate.KeyOf(request.Prefix), ct) is { } removed
            ? CreationTemplateResponse.Of(removed)
            : throw TemplateErrors.NotFound(registry, request.Prefix);
    }
}
