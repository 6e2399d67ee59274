using Slipway.Kernel;
using Slipway.Registry.Creation;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Templates;

internal sealed record DescribeRepositoryCreationTemplatesRequest(
    [Length(1, 256), Pattern(TemplateRules.PrefixPattern)] IReadOnlyList<string>? Prefixes,
    string? NextToken,
    [Bounds(1, 1000)] int? MaxResults);

internal sealed record DescribeRepositoryCreationTemplatesResponse(
    string RegistryId, IReadOnlyList<RepositoryCreationTemplateShape> RepositoryCreationTemplates, string? NextToken);

/// <summary>
/// The templates with these prefixes, those that there are; or a page of all, by prefix. AWS: API_DescribeRepositoryCreationTemplates.
/// </summary>
[Operation<EcrApi>]
internal sealed class DescribeRepositoryCreationTemplates(ICreationTemplateStore templates, PageTokens pageTokens)
    : IOperation<DescribeRepositoryCreationTemplatesRequest, DescribeRepositoryCreationTemplatesResponse>
{
    // No registry has more templates than a fraction of it.
    private const int MostPrefixes = 1000;

    public static Access Requires(DescribeRepositoryCreationTemplatesRequest request, Caller caller) => Access.On("*");

    public async ValueTask<DescribeRepositoryCreationTemplatesResponse> HandleAsync(
        DescribeRepositoryCreationTemplatesRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        if (request.Prefixes is { Count: > 0 } prefixes)
        {
            if (request.NextToken is not null || request.MaxResults is not null) throw EcrErrors.PagingWithNames("prefixes");
            if (prefixes.Count > MostPrefixes) throw EcrErrors.InvalidParameter("prefixes", $"Member must have length less than or equal to {MostPrefixes}");
            List<RepositoryCreationTemplateShape> found = [];
            foreach (var key in prefixes.Select(CreationTemplate.KeyOf).Distinct())
            {
                if (await templates.FindAsync(registry, key, ct) is { } template) found.Add(RepositoryCreationTemplateShape.Of(template));
            }

            return new(registry.Account, found, NextToken: null);
        }

        var listing = $"ecr:DescribeRepositoryCreationTemplates {registry.Account} {registry.Region}";
        string? after = null;
        if (request.NextToken is { } token && !pageTokens.TryRead(listing, token, out after)) throw EcrErrors.InvalidPageToken();
        var page = await templates.ListAsync(registry, after, request.MaxResults ?? EcrApi.DefaultPage, ct);
        return new(
            registry.Account,
            [.. page.Items.Select(RepositoryCreationTemplateShape.Of)],
            page.HasMore ? pageTokens.Issue(listing, page.Items[^1].Key) : null);
    }
}
