using System.Globalization;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

internal sealed record ListSecretsRequest(
    bool? IncludePlannedDeletion,
    [Bounds(1, 100)] int? MaxResults,
    [Length(1, 4096)] string? NextToken,
    [Items(0, 10)] IReadOnlyList<SecretFilter>? Filters,
    SortDirection? SortOrder,
    SortMember? SortBy);

internal enum SortDirection
{
    [Wire("asc")]
    Asc,

    [Wire("desc")]
    Desc,
}

internal enum SortMember
{
    [Wire("created-date")]
    CreatedDate,

    [Wire("last-accessed-date")]
    LastAccessedDate,

    [Wire("last-changed-date")]
    LastChangedDate,

    [Wire("name")]
    Name,
}

internal sealed record ListSecretsResponse(IReadOnlyList<SecretListEntry> SecretList, string? NextToken);

internal sealed record SecretListEntry(
    [Wire("ARN")] string Arn,
    string Name,
    string? Description,
    string? KmsKeyId,
    DateTimeOffset LastChangedDate,
    DateTimeOffset? LastAccessedDate,
    DateTimeOffset? DeletedDate,
    IReadOnlyList<SecretTag>? Tags,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? SecretVersionsToStages,
    DateTimeOffset CreatedDate)
{
    public static SecretListEntry Of(Secret secret) => new(
        secret.Arn,
        secret.Name,
        secret.Description,
        secret.KmsKeyId,
        secret.ChangedAt,
        secret.AccessedAt,
        secret.DeletedAt,
        SecretTag.Of(secret.Tags),
        DescribeSecret.StagesOf(secret),
        secret.CreatedAt);
}

/// <summary>The secrets of the account in this region. A page may hold fewer than were asked for and still have one after it. AWS: API_ListSecrets.</summary>
[Operation<SecretsManagerApi>]
internal sealed class ListSecrets(ISecretStore store, PageTokens pageTokens) : IOperation<ListSecretsRequest, ListSecretsResponse>
{
    private const int UsualPage = 100;

    // So many are looked at for one page, whatever the filters let through.
    private const int MostLooked = 1000;

    public static Access Requires(ListSecretsRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListSecretsResponse> HandleAsync(ListSecretsRequest request, Caller caller, CancellationToken ct)
    {
        var (order, isDescending) = (OrderOf(request.SortBy), request.SortOrder is SortDirection.Desc);
        var listing = $"ListSecrets {caller.Account} {caller.Region} {order} {isDescending} {request.IncludePlannedDeletion is true} " +
            string.Join(';', request.Filters?.Select(filter => $"{filter.Key}={string.Join(',', filter.Values ?? [])}") ?? []);
        var after = request.NextToken is { } token ? Read(listing, token) : (SecretPlace?)null;
        var most = request.MaxResults ?? UsualPage;
        List<SecretListEntry> found = [];
        for (var looked = 0; looked < MostLooked;)
        {
            var page = await store.ListAsync(new(caller.Account, caller.Region), order, isDescending, after, UsualPage, ct);
            for (var i = 0; i < page.Items.Count; i++, looked++)
            {
                var secret = page.Items[i];
                after = SecretPlace.Of(secret, order);
                if ((secret.DeletedAt is not null && request.IncludePlannedDeletion is not true) || !(request.Filters?.All(filter => filter.Matches(secret)) ?? true)) continue;
                found.Add(SecretListEntry.Of(secret));
                if (found.Count == most) return new(found, i < page.Items.Count - 1 || page.HasMore ? Issue(listing, after.Value) : null);
            }

            if (!page.HasMore) return new(found, null);
        }

        return new(found, Issue(listing, after!.Value));
    }

    private static SecretOrder OrderOf(SortMember? member) => member switch
    {
        SortMember.Name => SecretOrder.Name,
        SortMember.LastChangedDate => SecretOrder.Changed,
        SortMember.LastAccessedDate => SecretOrder.Accessed,
        _ => SecretOrder.Created,
    };

    private string Issue(string listing, SecretPlace place) => pageTokens.Issue(listing, string.Create(CultureInfo.InvariantCulture, $"{place.At} {place.Name}"));

    private SecretPlace Read(string listing, string token)
    {
        if (!pageTokens.TryRead(listing, token, out var position)) throw SecretsManagerErrors.InvalidNextToken();
        var space = position.IndexOf(' ', StringComparison.Ordinal);
        return new(long.Parse(position.AsSpan(0, space), CultureInfo.InvariantCulture), position[(space + 1)..]);
    }
}
