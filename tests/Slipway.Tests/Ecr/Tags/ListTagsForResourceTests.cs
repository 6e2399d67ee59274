using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Tags;

public sealed class ListTagsForResourceTests : IAsyncDisposable
{
    private const string Arn = "arn:aws:ecr:us-east-1:000000000000:repository/team/web";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Tags_given_at_creation_are_there()
    {
        await app.Ecr("CreateRepository", """{"repositoryName":"team/web","tags":[{"Key":"team","Value":"web"}]}""");
        Assert.Equal("""{"tags":[{"Key":"team","Value":"web"}]}""", (await List(Arn)).Body);
    }

    [Theory]
    [InlineData("team/web")]
    [InlineData("")]
    [InlineData("arn:aws:ecr:us-east-1:000000000000:repository/")]
    [InlineData("arn:aws:ecr:us-east-1:000000000000:repository/UPPER")]
    [InlineData("arn:aws:ecr:us-east-1:000000000000:team/web")]
    [InlineData("arn:aws:ecr:eu-west-1:000000000000:repository/team/web")]
    [InlineData("arn:aws:ecs:us-east-1:000000000000:repository/team/web")]
    public async Task What_is_no_repository_of_this_region_is_an_invalid_ARN(string arn)
    {
        await app.CreateRepository("team/web");
        (await List(arn)).IsInvalid("resourceArn", "Invalid ARN");
        (await Tag(arn, "[]")).IsInvalid("resourceArn", "Invalid ARN");
        (await Untag(arn, "[]")).IsInvalid("resourceArn", "Invalid ARN");
    }

    [Fact]
    public async Task A_missing_repository_is_missed()
    {
        const string Message = "The repository with name 'team/web' does not exist in the registry with id '000000000000'";
        (await List(Arn)).IsRefused("RepositoryNotFoundException", Message);
        (await Tag(Arn, """[{"Key":"a","Value":"1"}]""")).IsRefused("RepositoryNotFoundException", Message);
        (await Untag(Arn, """["a"]""")).IsRefused("RepositoryNotFoundException", Message);
    }

    private Task<AwsAnswer> Tag(string arn, string tags) => app.Ecr("TagResource", $$"""{"resourceArn":"{{arn}}","tags":{{tags}}}""");

    private Task<AwsAnswer> Untag(string arn, string keys) => app.Ecr("UntagResource", $$"""{"resourceArn":"{{arn}}","tagKeys":{{keys}}}""");

    private Task<AwsAnswer> List(string arn) => app.Ecr("ListTagsForResource", $$"""{"resourceArn":"{{arn}}"}""");
}
