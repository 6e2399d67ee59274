using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Layers;

public sealed class InitiateLayerUploadTests : IAsyncDisposable
{
    private const string Name = "team/web";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_upload_has_an_id_and_a_part_size()
    {
        await app.CreateRepository(Name);
        var answer = (await app.Ecr("InitiateLayerUpload", """{"repositoryName":"team/web"}""")).Expect(HttpStatusCode.OK);
        Assert.Matches("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", answer["uploadId"].GetString());
        Assert.Equal(10_485_760, answer["partSize"].GetInt64());
    }

    [Fact]
    public async Task A_missing_repository_is_missed()
    {
        const string Message = "The repository with name 'team/web' does not exist in the registry with id '000000000000'", Id = "123e4567-e89b-12d3-a456-426614174000";
        (await app.Ecr("InitiateLayerUpload", """{"repositoryName":"team/web"}""")).IsRefused("RepositoryNotFoundException", Message);
        (await app.UploadPart(Name, Id, 0, [1])).IsRefused("RepositoryNotFoundException", Message);
        (await app.CompleteUpload(Name, Id, "sha256:00")).IsRefused("RepositoryNotFoundException", Message);
    }
}
