using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Tags;

public sealed class UntagResourceTests : IAsyncDisposable
{
    private const string Arn = "arn:aws:ecr:us-east-1:000000000000:repository/team/web";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Untagging_passes_over_what_is_not_there()
    {
        await app.CreateRepository("team/web");
        await Tag(Arn, """[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]""");
        Assert.Equal("{}", (await Untag(Arn, """["a","zzz"]""")).Expect(HttpStatusCode.OK).Body);
        Assert.Equal("""{"tags":[{"Key":"b","Value":"2"}]}""", (await List(Arn)).Body);
        (await Untag(Arn, "[]")).Expect(HttpStatusCode.OK);
    }

    private Task<AwsAnswer> Tag(string arn, string tags) => app.Ecr("TagResource", $$"""{"resourceArn":"{{arn}}","tags":{{tags}}}""");

    private Task<AwsAnswer> Untag(string arn, string keys) => app.Ecr("UntagResource", $$"""{"resourceArn":"{{arn}}","tagKeys":{{keys}}}""");

    private Task<AwsAnswer> List(string arn) => app.Ecr("ListTagsForResource", $$"""{"resourceArn":"{{arn}}"}""");
}
