using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

internal sealed record ListSecretVersionIdsRequest(
    [Length(1, 2048)] string SecretId,
    [Bounds(1, 100)] int? MaxResults,
    [Length(1, 4096)] string? NextToken,
    bool? IncludeDeprecated);

internal sealed record ListSecretVersionIdsResponse(IReadOnlyList<SecretVersionEntry> Versions, string? NextToken, [Wire("ARN")] string Arn, string Name);

internal sealed record SecretVersionEntry(string VersionId, IReadOnlyList<string>? VersionStages, DateTimeOffset? LastAccessedDate, DateTimeOffset CreatedDate, IReadOnlyList<string> KmsKeyIds);

/// <summary>The versions of a secret, oldest first; those without a label on request. AWS: API_ListSecretVersionIds.</summary>
[Operation<SecretsManagerApi>]
internal sealed class ListSecretVersionIds(ISecretStore store, PageTokens pageTokens) : IOperation<ListSecretVersionIdsRequest, ListSecretVersionIdsResponse>
{
    private const int UsualPage = 100;

    public static Access Requires(ListSecretVersionIdsRequest request, Caller caller) =>
        Access.On(SecretArns.Demanded(caller, request.SecretId)).With("secretsmanager:SecretId", request.SecretId);

    public async ValueTask<ListSecretVersionIdsResponse> HandleAsync(ListSecretVersionIdsRequest request, Caller caller, CancellationToken ct)
    {
        var secret = await store.RequireAsync(caller, request.SecretId, ct);
        var listing = $"ListSecretVersionIds {secret.Arn} {request.IncludeDeprecated is true}";
        string? after = null;
        if (request.NextToken is { } token && !pageTokens.TryRead(listing, token, out after)) throw SecretsManagerErrors.InvalidNextToken();

        // A version that is gone since the last page leaves the place open: the listing begins anew.
        var start = after is null ? 0 : 1 + secret.Versions.ToList().FindIndex(version => version.Id == after);
        var shown = secret.Versions.Skip(start).Where(version => version.Stages.Count > 0 || request.IncludeDeprecated is true).Take((request.MaxResults ?? UsualPage) + 1).ToList();
        var hasMore = shown.Count > (request.MaxResults ?? UsualPage);
        if (hasMore) shown.RemoveAt(shown.Count - 1);
        return new(
            [.. shown.Select(version => new SecretVersionEntry(version.Id, version.Stages.Count == 0 ? null : version.Stages, version.AccessedAt, version.CreatedAt, SecretKeys.OfVersions))],
            hasMore ? pageTokens.Issue(listing, shown[^1].Id) : null,
            secret.Arn,
            secret.Name);
    }
}
