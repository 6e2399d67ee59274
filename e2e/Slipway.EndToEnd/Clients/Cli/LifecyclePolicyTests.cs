using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients.Cli;

/// <summary>Lifecycle policies as a user types them: previewed, waited for, paged through, put into force.</summary>
public sealed class LifecyclePolicyTests : IClassFixture<OwnServer>
{
    private const string KeepOne = """{"rules":[{"rulePriority":1,"description":"Keep one","selection":{"tagStatus":"tagged","tagPatternList":["v*"],"countType":"imageCountMoreThan","countNumber":1},"action":{"type":"expire"}}]}""";

    private readonly ServerProgram server;
    private readonly AwsCli aws;

    public LifecyclePolicyTests(OwnServer own)
    {
        Tool.Require("aws");
        server = own.Program;
        aws = new(server);
    }

    [Fact]
    public async Task A_policy_is_previewed_and_the_waiter_ends_when_the_preview_is_there()
    {
        await PushAsync("life/preview", images: 4);
        await aws.EcrFails("LifecyclePolicyPreviewNotFoundException", "get-lifecycle-policy-preview", "--repository-name", "life/preview");
        await aws.EcrFails("LifecyclePolicyNotFoundException", "start-lifecycle-policy-preview", "--repository-name", "life/preview");

        var started = await aws.Ecr("start-lifecycle-policy-preview", "--repository-name", "life/preview", "--lifecycle-policy-text", KeepOne);
        Assert.Equal("IN_PROGRESS", started.GetProperty("status").GetString());
        (await aws.RunAsync("ecr", "wait", "lifecycle-policy-preview-complete", "--repository-name", "life/preview")).Succeeds();

        var whole = await aws.Ecr("get-lifecycle-policy-preview", "--repository-name", "life/preview");
        Assert.Equal("COMPLETE", whole.GetProperty("status").GetString());
        Assert.Equal(3, whole.GetProperty("summary").GetProperty("expiringImageTotalCount").GetInt32());
        var results = whole.GetProperty("previewResults");
        Assert.Equal(3, results.GetArrayLength());
        Assert.Equal(("EXPIRE", 1), (results[0].GetProperty("action").GetProperty("type").GetString(), results[0].GetProperty("appliedRulePriority").GetInt32()));

        // The command line's own paging, from where the last call ended.
        var first = await aws.Ecr("get-lifecycle-policy-preview", "--repository-name", "life/preview", "--page-size", "1", "--max-items", "2");
        var rest = await aws.Ecr("get-lifecycle-policy-preview", "--repository-name", "life/preview", "--page-size", "1", "--starting-token", first.GetProperty("NextToken").GetString()!);
        Assert.Equal((2, 1), (first.GetProperty("previewResults").GetArrayLength(), rest.GetProperty("previewResults").GetArrayLength()));
    }

    [Fact]
    public async Task A_policy_is_put_takes_images_and_is_deleted()
    {
        await PushAsync("life/run", images: 3);
        await aws.EcrFails("LifecyclePolicyNotFoundException", "get-lifecycle-policy", "--repository-name", "life/run");
        await aws.EcrFails("Invalid parameter at 'LifecyclePolicyText'", "put-lifecycle-policy", "--repository-name", "life/run", "--lifecycle-policy-text", KeepOne.Replace("expire", "keep", StringComparison.Ordinal));
        await aws.Ecr("put-lifecycle-policy", "--repository-name", "life/run", "--lifecycle-policy-text", KeepOne);
        Assert.Equal(KeepOne, (await aws.Ecr("get-lifecycle-policy", "--repository-name", "life/run")).GetProperty("lifecyclePolicyText").GetString());

        var left = 3;
        for (var tries = 0; tries < 120 && left != 1; tries++)
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
            left = (await aws.Ecr("describe-images", "--repository-name", "life/run")).GetProperty("imageDetails").GetArrayLength();
        }

        Assert.Equal(1, left);
        var deleted = await aws.Ecr("delete-lifecycle-policy", "--repository-name", "life/run");
        Assert.Equal(KeepOne, deleted.GetProperty("lifecyclePolicyText").GetString());
        Assert.True(deleted.TryGetProperty("lastEvaluatedAt", out _));
        await aws.EcrFails("LifecyclePolicyNotFoundException", "delete-lifecycle-policy", "--repository-name", "life/run");
    }

    private async Task PushAsync(string repository, int images)
    {
        await aws.Ecr("create-repository", "--repository-name", repository);
        using var client = new Client(server.Url);
        for (var i = 1; i <= images; i++) Assert.True(await SmallImage.Random(new(i), layers: 1, layerSize: 500).Push(client, repository, $"v{i}"));
    }
}
