using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Layers;

public sealed class UploadLayerPartTests : IAsyncDisposable
{
    private const string Name = "team/web";
    private const int FiveMiB = 5 << 20;

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_part_that_does_not_follow_is_refused_and_says_how_far_it_got()
    {
        await app.CreateRepository(Name);
        var upload = await app.InitiateUpload(Name);
        await app.UploadPart(Name, upload, 0, new byte[10]);
        foreach (var (first, last, size) in ((long, long, int)[])[(0, 9, 10), (9, 18, 10), (11, 20, 10), (10, 20, 10), (10, 18, 10), (10, 9, 0), (long.MaxValue, long.MaxValue, 1)])
        {
            var answer = await app.UploadPart(Name, upload, first, last, new byte[size]);
            answer.IsRefused(
                "InvalidLayerPartException",
                $"Layer part with first byte {first}, last byte {last} and a size of {size} bytes is not valid: the next part must begin at byte 10");
            Assert.Equal(9, answer["lastValidByteReceived"].GetInt64());
            Assert.Equal(upload, answer["uploadId"].GetString());
            Assert.Equal(Name, answer["repositoryName"].GetString());
            Assert.Equal("000000000000", answer["registryId"].GetString());
        }

        (await app.UploadPart(Name, upload, 10, new byte[1])).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_upload_is_known_in_its_own_repository_only_and_until_it_is_completed()
    {
        await app.CreateRepository(Name);
        await app.CreateRepository("team/other");
        var upload = await app.InitiateUpload(Name);
        (await app.UploadPart("team/other", upload, 0, [1])).IsRefused(
            "UploadNotFoundException",
            $"The upload with id '{upload}' does not exist within the repository with name 'team/other' in the registry with id '000000000000'");
        await app.UploadPart(Name, upload, 0, [1]);
        Assert.Equal("UploadNotFoundException", (await app.CompleteUpload("team/other", upload, RegistryRequests.DigestOf([1]))).Error);
        (await app.CompleteUpload(Name, upload, RegistryRequests.DigestOf([1]))).Expect(HttpStatusCode.OK);
        Assert.Equal("UploadNotFoundException", (await app.UploadPart(Name, upload, 1, [1])).Error);
        Assert.Equal("UploadNotFoundException", (await app.CompleteUpload(Name, upload, RegistryRequests.DigestOf([1]))).Error);
    }

    [Fact]
    public async Task Members_outside_their_bounds_are_refused()
    {
        await app.CreateRepository(Name);
        var upload = await app.InitiateUpload(Name);
        (await app.UploadPart(Name, "../../etc/passwd", 0, [1])).IsInvalid(
            "uploadId", "Member must satisfy regular expression pattern: [0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
        (await app.UploadPart(Name, upload, -1, [1])).IsInvalid("partFirstByte", "Member must have value greater than or equal to 0");
        (await app.CompleteUpload(Name, upload)).IsInvalid("layerDigests", "Member must have length greater than or equal to 1");
        (await app.CompleteUpload(Name, upload, "nonsense")).IsInvalid("layerDigests", "Member must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z0-9-_+.]+:[a-fA-F0-9]+]");
        (await app.CompleteUpload(Name, upload, "md5:00")).IsInvalid("layerDigests", "must contain exactly one sha256 or sha512 digest");
        (await app.CompleteUpload(Name, upload, RegistryRequests.DigestOf([1]), RegistryRequests.DigestOf([2]))).IsInvalid(
            "layerDigests", "must contain exactly one sha256 or sha512 digest");
        Assert.Equal("SerializationException", (await app.Ecr(
            "UploadLayerPart",
            $$"""{"repositoryName":"team/web","uploadId":"{{upload}}","partFirstByte":0,"partLastByte":0,"layerPartBlob":"not base64!"}""")).Error);
        (await app.UploadPart(Name, upload, 0, new byte[20_971_521])).IsInvalid("layerPartBlob", "Member must have length less than or equal to 20971520");
        (await app.UploadPart(Name, upload, 0, new byte[20_971_520])).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_upload_goes_on_after_a_restart()
    {
        await app.CreateRepository(Name);
        var upload = await app.InitiateUpload(Name);
        var layer = RegistryRequests.RandomBytes(1, FiveMiB + 1);
        await app.UploadPart(Name, upload, 0, layer[..FiveMiB]);
        await app.Restart();
        (await app.UploadPart(Name, upload, FiveMiB, layer[FiveMiB..])).Expect(HttpStatusCode.OK);
        (await app.CompleteUpload(Name, upload, RegistryRequests.DigestOf(layer))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_the_same_part_sent_twice_at_once_one_is_taken()
    {
        await app.CreateRepository(Name);
        var upload = await app.InitiateUpload(Name);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.UploadPart(Name, upload, 0, [1, 2, 3])));
        Assert.Single(answers, answer => answer.Status == 200);
        (await app.CompleteUpload(Name, upload, RegistryRequests.DigestOf([1, 2, 3]))).Expect(HttpStatusCode.OK);
    }
}
