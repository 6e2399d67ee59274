using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Layers;

public sealed class CompleteLayerUploadTests : IAsyncDisposable
{
    private const string Name = "team/web";
    private const int FiveMiB = 5 << 20;

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_layer_comes_in_parts_and_is_then_there()
    {
        await app.CreateRepository(Name);
        var layer = RegistryRequests.RandomBytes(1, FiveMiB + 100);
        var digest = RegistryRequests.DigestOf(layer);
        var upload = await app.InitiateUpload(Name);

        var first = (await app.UploadPart(Name, upload, 0, layer[..FiveMiB])).Expect(HttpStatusCode.OK);
        Assert.Equal($$"""{"registryId":"000000000000","repositoryName":"team/web","uploadId":"{{upload}}","lastByteReceived":{{FiveMiB - 1}}}""", first.Body);
        (await app.UploadPart(Name, upload, FiveMiB, layer[FiveMiB..])).Expect(HttpStatusCode.OK);
        var done = (await app.CompleteUpload(Name, upload, digest)).Expect(HttpStatusCode.OK);

        Assert.Equal($$"""{"registryId":"000000000000","repositoryName":"team/web","uploadId":"{{upload}}","layerDigest":"{{digest}}"}""", done.Body);
        using var pulled = await app.Get($"/v2/team/web/blobs/{digest}");
        Assert.Equal(layer, await pulled.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_upload_without_parts_cannot_be_completed()
    {
        await app.CreateRepository(Name);
        var upload = await app.InitiateUpload(Name);
        (await app.CompleteUpload(Name, upload, RegistryRequests.DigestOf([]))).IsRefused(
            "EmptyUploadException",
            $"The upload with id '{upload}' within the repository with name 'team/web' in the registry with id '000000000000' does not contain any layer parts");
    }

    [Fact]
    public async Task Every_part_but_the_last_has_5_MiB()
    {
        await app.CreateRepository(Name);
        var layer = RegistryRequests.RandomBytes(1, FiveMiB);
        var upload = await app.InitiateUpload(Name);
        await app.UploadPart(Name, upload, 0, layer[..^1]);
        await app.UploadPart(Name, upload, FiveMiB - 1, layer[^1..]);
        (await app.CompleteUpload(Name, upload, RegistryRequests.DigestOf(layer))).IsRefused(
            "LayerPartTooSmallException", $"A layer part of the upload with id '{upload}' is smaller than 5 MiB and is not the last one");
    }

    [Fact]
    public async Task A_wrong_digest_is_refused_and_the_upload_stays()
    {
        await app.CreateRepository(Name);
        var upload = await app.InitiateUpload(Name);
        await app.UploadPart(Name, upload, 0, [1, 2, 3]);
        var wrong = RegistryRequests.DigestOf([4]);
        (await app.CompleteUpload(Name, upload, wrong)).IsRefused(
            "InvalidLayerException", $"The digest calculated for the uploaded layer does not match the specified digest '{wrong}'");
        (await app.CompleteUpload(Name, upload, RegistryRequests.DigestOf([1, 2, 3]))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_layer_that_is_there_is_refused()
    {
        await app.CreateRepository(Name);
        var digest = await app.PushBlob(Name, [1, 2, 3]);
        var upload = await app.InitiateUpload(Name);
        await app.UploadPart(Name, upload, 0, [1, 2, 3]);
        (await app.CompleteUpload(Name, upload, digest)).IsRefused(
            "LayerAlreadyExistsException",
            $"The layer with digest {digest} already exists within the repository with name 'team/web' in the registry with id '000000000000'");
    }

    [Fact]
    public async Task The_same_layer_of_another_repository_is_no_reason_to_refuse()
    {
        await app.CreateRepository(Name);
        await app.CreateRepository("team/other");
        var digest = await app.PushBlob("team/other", [1, 2, 3]);
        var upload = await app.InitiateUpload(Name);
        await app.UploadPart(Name, upload, 0, [1, 2, 3]);
        (await app.CompleteUpload(Name, upload, digest)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_layer_may_be_named_by_sha512()
    {
        await app.CreateRepository(Name);
        var upload = await app.InitiateUpload(Name);
        await app.UploadPart(Name, upload, 0, [1, 2, 3]);
        var digest = "sha512:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA512.HashData([1, 2, 3]));
        (await app.CompleteUpload(Name, upload, digest)).Expect(HttpStatusCode.OK);
    }
}
