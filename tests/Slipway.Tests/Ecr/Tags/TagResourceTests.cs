using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Tags;

public sealed class TagResourceTests : IAsyncDisposable
{
    private const string Arn = "arn:aws:ecr:us-east-1:000000000000:repository/team/web";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Tags_are_merged_by_key_and_listed_by_key()
    {
        await app.CreateRepository("team/web");
        Assert.Equal("{}", (await Tag(Arn, """[{"Key":"b","Value":"1"},{"Key":"a","Value":"1"}]""")).Expect(HttpStatusCode.OK).Body);
        await Tag(Arn, """[{"Key":"b","Value":"2"},{"Key":"c","Value":""}]""");
        Golden.Matches((await List(Arn)).Expect(HttpStatusCode.OK).Body, "merged");
    }

    [Fact]
    public async Task Keys_differ_by_case()
    {
        await app.CreateRepository("team/web");
        await Tag(Arn, """[{"Key":"a","Value":"1"},{"Key":"A","Value":"2"}]""");
        Assert.Equal(2, (await List(Arn))["tags"].GetArrayLength());
    }

    [Fact]
    public async Task More_than_50_tags_are_refused_and_change_nothing()
    {
        await app.CreateRepository("team/web");
        (await Tag(Arn, Tags(0, 30))).Expect(HttpStatusCode.OK);
        (await Tag(Arn, Tags(30, 21))).IsRefused("TooManyTagsException", $"The resource '{Arn}' cannot have more than 50 tags");
        Assert.Equal(30, (await List(Arn))["tags"].GetArrayLength());
        (await Tag(Arn, Tags(20, 30))).Expect(HttpStatusCode.OK);
        Assert.Equal(50, (await List(Arn))["tags"].GetArrayLength());
    }

    [Fact]
    public async Task Tags_that_AWS_does_not_take_are_refused()
    {
        await app.CreateRepository("team/web");
        Assert.Equal("InvalidTagParameterException", (await Tag(Arn, """[{"Key":"aws:x","Value":"1"}]""")).Error);
        Assert.Equal("InvalidTagParameterException", (await Tag(Arn, """[{"Key":"a\u0000","Value":"1"}]""")).Error);
        Assert.Equal("InvalidTagParameterException", (await Untag(Arn, """["aws:x"]""")).Error);
        (await Tag(Arn, """[{"Value":"1"}]""")).IsInvalid("tags.1.member.key", "Member must not be null");
        (await Tag(Arn, """[{"key":"a","value":"1"}]""")).IsInvalid("tags.1.member.key", "Member must not be null");
        (await app.Ecr("TagResource", $$"""{"resourceArn":"{{Arn}}"}""")).IsInvalid("tags", "Member must not be null");
        Assert.Equal("""{"tags":[]}""", (await List(Arn)).Body);
    }

    [Fact]
    public async Task Changes_at_the_same_time_are_all_kept()
    {
        await app.CreateRepository("team/web");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Tag(Arn, Tags(i, 1))));
        Assert.Equal(20, (await List(Arn))["tags"].GetArrayLength());
    }

    private Task<AwsAnswer> Tag(string arn, string tags) => app.Ecr("TagResource", $$"""{"resourceArn":"{{arn}}","tags":{{tags}}}""");

    private Task<AwsAnswer> Untag(string arn, string keys) => app.Ecr("UntagResource", $$"""{"resourceArn":"{{arn}}","tagKeys":{{keys}}}""");

    private Task<AwsAnswer> List(string arn) => app.Ecr("ListTagsForResource", $$"""{"resourceArn":"{{arn}}"}""");

    private static string Tags(int from, int count) =>
        JsonSerializer.Serialize(Enumerable.Range(from, count).Select(i => new Dictionary<string, string> { ["Key"] = $"key{i}", ["Value"] = $"{i}" }));
}
