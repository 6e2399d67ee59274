using System.Text.RegularExpressions;
using Slipway.Registry;
using Slipway.Registry.Layers;
using Slipway.Registry.PullThrough;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Layers;

internal sealed record BatchCheckLayerAvailabilityRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    [Items(1, 100), Length(0, 1000)] IReadOnlyList<string> LayerDigests);

internal sealed record BatchCheckLayerAvailabilityResponse(IReadOnlyList<Layer> Layers, IReadOnlyList<LayerFailure> Failures);

/// <summary>A layer (API_Layer); size and media type only when it is there, the latter once an image has stated it.</summary>
internal sealed record Layer(string LayerDigest, LayerAvailability LayerAvailability, long? LayerSize, string? MediaType);

internal enum LayerAvailability
{
    Available,
    Unavailable,
    Archived,
}

internal sealed record LayerFailure(string LayerDigest, LayerFailureCode FailureCode, string FailureReason);

internal enum LayerFailureCode
{
    [Wire("InvalidLayerDigest")]
    InvalidLayerDigest,

    [Wire("MissingLayerDigest")]
    MissingLayerDigest,
}

/// <summary>
/// Says which layers a repository holds, so that they need not be sent again: those stay for the image that is to come.
/// AWS: API_BatchCheckLayerAvailability.
/// </summary>
[Operation<EcrApi>]
internal sealed partial class BatchCheckLayerAvailability(IRepositoryStore repositories, PullLayer layers, UpstreamImages upstreams)
    : IOperation<BatchCheckLayerAvailabilityRequest, BatchCheckLayerAvailabilityResponse>
{
    public static Access Requires(BatchCheckLayerAvailabilityRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<BatchCheckLayerAvailabilityResponse> HandleAsync(
        BatchCheckLayerAvailabilityRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        List<LayerFailure> failures = [];
        List<string> asked = [];
        foreach (var text in request.LayerDigests.Distinct(StringComparer.Ordinal))
        {
            if (text.Length == 0)
                failures.Add(new(text, LayerFailureCode.MissingLayerDigest, "Invalid request parameters: layer digest cannot be empty"));
            else if (!DigestGrammar().IsMatch(text))
                failures.Add(new(text, LayerFailureCode.InvalidLayerDigest, $"Invalid request parameters: layer digest should satisfy the regex '{EcrApi.DigestPattern}'"));
            else
                asked.Add(text);
        }

        List<Digest> digests = [];
        foreach (var text in asked)
            if (Digest.TryParse(text, out var digest)) digests.Add(digest);
        // What is being fetched from an upstream is there once it is whole.
        await upstreams.WaitAsync(repository.Id, digests, ct);
        var found = (await layers.FindAllAsync(repository.Id, digests, ct)).ToDictionary(link => link.Digest.ToString(), StringComparer.Ordinal);
        return new(
            [.. asked.Select(text => found.TryGetValue(text, out var link)
                ? new Layer(text, link.IsArchived ? LayerAvailability.Archived : LayerAvailability.Available, link.Size, link.MediaType)
                : new Layer(text, LayerAvailability.Unavailable, null, null))],
            failures);
    }

    [GeneratedRegex(@"\A(?:" + EcrApi.DigestPattern + @")\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigestGrammar();
}
