using System.Buffers;
using System.IO.Pipelines;
using Slipway.Ecr.Quotas;
using Slipway.Ecr.Sealing;
using Slipway.Registry;
using Slipway.Registry.Layers;
using Slipway.Registry.Quotas;
using Slipway.Registry.Sealing;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Layers;

internal sealed record UploadLayerPartRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    [Pattern(EcrApi.UploadIdPattern)] string UploadId,
    [Bounds(0, long.MaxValue)] long PartFirstByte,
    [Bounds(0, long.MaxValue)] long PartLastByte,
    [Length(0, UploadLayerPart.MostBytes)] ReadOnlyMemory<byte> LayerPartBlob);

internal sealed record UploadLayerPartResponse(string RegistryId, RepositoryName RepositoryName, string UploadId, long LastByteReceived);

/// <summary>Appends a part to an upload; parts come one after the other without gap. AWS: API_UploadLayerPart.</summary>
[Operation<EcrApi>(MaxBody = MaxBody)]
internal sealed class UploadLayerPart(IRepositoryStore repositories, PushLayer layers, LayerParts parts, IEncryptionKeys keys)
    : IOperation<UploadLayerPartRequest, UploadLayerPartResponse>
{
    public const int MostBytes = 20_971_520;

    // Base64 makes four bytes of three; the rest of the document is small.
    private const int MaxBody = (MostBytes / 3 * 4) + (1 << 20);

    public static Access Requires(UploadLayerPartRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<UploadLayerPartResponse> HandleAsync(UploadLayerPartRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        await keys.RequireUsableAsync(repository, ct);
        await using var upload = await layers.OpenAsync(repository.Id, Guid.Parse(request.UploadId), ct)
            ?? throw EcrErrors.UploadNotFound(repository, request.UploadId);

        var size = request.LayerPartBlob.Length;
        var isConsecutive = request.PartFirstByte == upload.Length && request.PartLastByte == request.PartFirstByte + size - 1;
        if (size == 0 || !isConsecutive)
            throw EcrErrors.InvalidLayerPart(repository, request.UploadId, request.PartFirstByte, request.PartLastByte, size, upload.Length);

        await RequireRoomAsync(repository, upload.Length + size, ct);
        // The part is here, whole: a client that goes now must not leave half of it.
        await upload.AppendAsync(PipeReader.Create(new ReadOnlySequence<byte>(request.LayerPartBlob)), expected: null, CancellationToken.None);
        parts.Received(upload.Key, size);
        return new(repository.Registry.Account, repository.Name, request.UploadId, request.PartLastByte);
    }

    private async ValueTask RequireRoomAsync(Repository repository, long bytes, CancellationToken ct)
    {
        try
        {
            await layers.RequireRoomAsync(repository.Id, bytes, ct);
        }
        catch (StorageQuotaException full)
        {
            throw QuotaErrors.Exceeded(full);
        }
    }
}
