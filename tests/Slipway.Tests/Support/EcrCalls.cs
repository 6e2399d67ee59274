using System.Net;
using System.Text.Json;

namespace Slipway.Tests.Support;

/// <summary>Calls of ECR that many tests make.</summary>
internal static class EcrCalls
{
    /// <param name="tag">null for an image without.</param>
    public static Task<AwsAnswer> PutImage(this SlipwayApp app, string repository, string manifest, string? tag) => app.Ecr(
        "PutImage",
        JsonSerializer.Serialize(tag is null
            ? new Dictionary<string, string> { ["repositoryName"] = repository, ["imageManifest"] = manifest }
            : new() { ["repositoryName"] = repository, ["imageManifest"] = manifest, ["imageTag"] = tag }));

    /// <returns>The upload's id.</returns>
    public static async Task<string> InitiateUpload(this SlipwayApp app, string repository) =>
        (await app.Ecr("InitiateLayerUpload", $$"""{"repositoryName":"{{repository}}"}""")).Expect(HttpStatusCode.OK)["uploadId"].GetString()!;

    /// <summary>A part that begins at a byte and is as long as it is.</summary>
    public static Task<AwsAnswer> UploadPart(this SlipwayApp app, string repository, string upload, long first, byte[] part) =>
        app.UploadPart(repository, upload, first, first + part.Length - 1, part);

    public static Task<AwsAnswer> UploadPart(this SlipwayApp app, string repository, string upload, long first, long last, byte[] part) => app.Ecr(
        "UploadLayerPart",
        $$"""{"repositoryName":"{{repository}}","uploadId":"{{upload}}","partFirstByte":{{first}},"partLastByte":{{last}},"layerPartBlob":"{{Convert.ToBase64String(part)}}"}""");

    public static Task<AwsAnswer> CompleteUpload(this SlipwayApp app, string repository, string upload, params string[] digests) =>
        app.Ecr("CompleteLayerUpload", $$"""{"repositoryName":"{{repository}}","uploadId":"{{upload}}","layerDigests":{{JsonSerializer.Serialize(digests)}}}""");
}
