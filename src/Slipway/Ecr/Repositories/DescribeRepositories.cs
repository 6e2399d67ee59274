using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Repositories;

internal sealed record DescribeRepositoriesRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    [Items(1, 100)] IReadOnlyList<RepositoryName>? RepositoryNames,
    string? NextToken,
    [Bounds(1, 1000)] int? MaxResults);

internal sealed record DescribeRepositoriesResponse(IReadOnlyList<RepositoryShape> Repositories, string? NextToken);

/// <summary>The repositories that are named, all or nothing; or a page of all, by name. AWS: API_DescribeRepositories.</summary>
[Operation<EcrApi>]
internal sealed class DescribeRepositories(IRepositoryStore repositories, RegistryHost host, PageTokens pageTokens)
    : IOperation<DescribeRepositoriesRequest, DescribeRepositoriesResponse>
{
    public static Access Requires(DescribeRepositoriesRequest request, Caller caller)
    {
        if (request.RepositoryNames is not { Count: > 0 } names)
            return Access.On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, request.RegistryId)));
        var access = Access.On(EcrArns.Repository(caller, request.RegistryId, names[0]));
        foreach (var name in names.Skip(1)) access.Also("ecr:DescribeRepositories", EcrArns.Repository(caller, request.RegistryId, name));
        return access;
    }

    public async ValueTask<DescribeRepositoriesResponse> HandleAsync(DescribeRepositoriesRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        if (request.RepositoryNames is not { } names) return await ListAsync(registry, request, ct);
        if (request.NextToken is not null || request.MaxResults is not null) throw EcrErrors.PagingWithNames("repositoryNames");

        List<RepositoryShape> found = [];
        foreach (var name in names.Distinct())
        {
            var repository = await repositories.FindAsync(registry, name, ct) ?? throw EcrErrors.RepositoryNotFound(registry, name);
            found.Add(RepositoryShape.Of(repository, host));
        }

        return new(found, NextToken: null);
    }

    private async ValueTask<DescribeRepositoriesResponse> ListAsync(RegistryScope registry, DescribeRepositoriesRequest request, CancellationToken ct)
    {
        var listing = $"ecr:DescribeRepositories {registry.Account} {registry.Region}";
        RepositoryName? after = null;
        if (request.NextToken is { } token)
        {
            if (!pageTokens.TryRead(listing, token, out var position) || !RepositoryName.TryParse(position, out var name))
                throw EcrErrors.InvalidPageToken();
            after = name;
        }

        var page = await repositories.ListAsync(registry, after, request.MaxResults ?? EcrApi.DefaultPage, ct);
        return new(
            [.. page.Items.Select(repository => RepositoryShape.Of(repository, host))],
            page.HasMore ? pageTokens.Issue(listing, page.Items[^1].Name.ToString()) : null);
    }
}
