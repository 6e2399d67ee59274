using Slipway.Registry;
using Slipway.Registry.Lifecycle;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of previews must do.</summary>
public abstract class LifecyclePreviewStoreContract : RegistryContract
{
    [Fact]
    public async Task One_preview_of_a_repository_is_in_progress_at_a_time()
    {
        var id = await AddRepository("team/web");
        Assert.Null(await LifecyclePreviews.FindAsync(id, Ct));
        var preview = await Begin(id);
        Assert.Equal(("text", LifecyclePreviewStatus.InProgress, Start), (preview.Text, preview.Status, preview.StartedAt));
        Assert.False(await LifecyclePreviews.TryBeginAsync(id, "other", Start, Ct));
        Assert.Equal("team/web", Assert.Single(await LifecyclePreviews.ListUnfinishedAsync(10, Ct)).Repository.Name.ToString());

        await LifecyclePreviews.EndAsync(preview.Id, LifecyclePreviewStatus.Complete, 3, 4, Ct);
        await LifecyclePreviews.EndAsync(preview.Id, LifecyclePreviewStatus.Failed, 0, 0, Ct);
        Assert.Equal(preview with { Status = LifecyclePreviewStatus.Complete, Expiring = 3, Transitioning = 4 }, await LifecyclePreviews.FindAsync(id, Ct));
        Assert.Empty(await LifecyclePreviews.ListUnfinishedAsync(10, Ct));
        Assert.True(await LifecyclePreviews.TryBeginAsync(id, "other", Start, Ct));
        Assert.Equal((0, 0), ((await LifecyclePreviews.FindAsync(id, Ct))!.Expiring, (await LifecyclePreviews.FindAsync(id, Ct))!.Transitioning));
    }

    [Fact]
    public async Task Results_are_listed_in_their_order_by_tag_status_and_found_by_digest()
    {
        var preview = await Begin(await AddRepository("team/web"));
        await LifecyclePreviews.AddResultsAsync(preview.Id, [.. Enumerable.Range(0, 7).Select(Result)], Ct);
        var first = await LifecyclePreviews.ListResultsAsync(preview.Id, TagStatus.Any, null, 4, Ct);
        var second = await LifecyclePreviews.ListResultsAsync(preview.Id, TagStatus.Any, first.Items[^1].Position, 4, Ct);
        Assert.Equal((true, false), (first.HasMore, second.HasMore));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], first.Items.Concat(second.Items).Select(result => result.Position));
        Assert.Equal([0, 2, 4, 6], (await LifecyclePreviews.ListResultsAsync(preview.Id, TagStatus.Tagged, null, 10, Ct)).Items.Select(result => result.Position));
        Assert.Equal([3, 5], (await LifecyclePreviews.ListResultsAsync(preview.Id, TagStatus.Untagged, 1, 10, Ct)).Items.Select(result => result.Position));
        Assert.Equivalent(Result(4), await LifecyclePreviews.FindResultAsync(preview.Id, DigestOf("4"), Ct));
        Assert.Null(await LifecyclePreviews.FindResultAsync(preview.Id, DigestOf("7"), Ct));
    }

    [Fact]
    public async Task Results_are_cleared_a_batch_at_a_time_and_go_with_their_repository()
    {
        var id = await AddRepository("team/web");
        var preview = await Begin(id);
        await LifecyclePreviews.AddResultsAsync(preview.Id, [.. Enumerable.Range(0, 20).Select(Result)], Ct);
        Assert.Equal(3, await LifecyclePreviews.ClearResultsAsync(preview.Id, 3, Ct));
        Assert.Equal(3, (await LifecyclePreviews.ListResultsAsync(preview.Id, TagStatus.Any, null, 1, Ct)).Items[0].Position);
        await Repositories.DeleteAsync(Home, Name("team/web"), force: true, Ct);
        Assert.Null(await LifecyclePreviews.FindAsync(id, Ct));
        Assert.Empty(await LifecyclePreviews.ListUnfinishedAsync(10, Ct));
        Assert.False(await LifecyclePreviews.TryBeginAsync(id, "text", Start, Ct));
    }

    [Fact]
    public async Task Previews_expire_that_have_ended()
    {
        var (old, running) = (await Begin(await AddRepository("aa")), await Begin(await AddRepository("bb")));
        await LifecyclePreviews.EndAsync(old.Id, LifecyclePreviewStatus.Complete, 0, 0, Ct);
        Assert.Empty(await LifecyclePreviews.ExpireAsync(Start, 10, Ct));
        Assert.Equal([old.Id], (await LifecyclePreviews.ExpireAsync(Start + TimeSpan.FromDays(1), 10, Ct)).Select(preview => preview.Id));
        Assert.Empty(await LifecyclePreviews.ExpireAsync(Start + TimeSpan.FromDays(1), 10, Ct));
        Assert.Equal(LifecyclePreviewStatus.Expired, (await LifecyclePreviews.FindAsync(old.RepositoryId, Ct))!.Status);
        Assert.Equal(LifecyclePreviewStatus.InProgress, (await LifecyclePreviews.FindAsync(running.RepositoryId, Ct))!.Status);
    }

    private static LifecyclePreviewResult Result(int n) => new(
        n, DigestOf($"{n}"), n % 2 == 0 ? ["a", $"\"{n}"] : [], Start, LifecycleAction.Transition, 7, StorageClass.Standard);

    private async Task<LifecyclePreview> Begin(long repository)
    {
        Assert.True(await LifecyclePreviews.TryBeginAsync(repository, "text", Start, Ct));
        return (await LifecyclePreviews.FindAsync(repository, Ct))!;
    }
}
