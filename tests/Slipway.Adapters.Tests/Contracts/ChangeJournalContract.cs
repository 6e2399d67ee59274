using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every journal of changes must do, whatever keeps it.</summary>
public abstract class ChangeJournalContract : RegistryContract
{
    [Fact]
    public async Task A_new_follower_begins_at_the_end()
    {
        var id = await AddRepository("team/web");
        await Link(id, "layer");
        await Put(Draft(id, "image", null, "layer"));
        Assert.Empty(await Journal.ReadAsync("late", 10, Ct));
        await Images.PutAsync(Draft(id, "image", "latest", "layer"), Ct);
        var change = Assert.Single(await Journal.ReadAsync("late", 10, Ct));
        Assert.Equal((RegistryAction.ImagePushed, ChangeOrigin.Client, Tag("latest")), (change.Action, change.Origin, change.Tag));
        Assert.Equal((Home, id, Name("team/web"), DigestOf("image")), (change.Registry, change.RepositoryId, change.Repository, change.Digest));
    }

    [Fact]
    public async Task What_changed_nothing_is_not_told()
    {
        var id = await AddRepository("team/web");
        await Link(id, "layer");
        await Journal.ReadAsync("follower", 10, Ct);
        await Put(Draft(id, "image", null, "layer"));
        await Images.PutAsync(Draft(id, "image", null, "layer"), Ct);
        await Images.DeleteTagAsync(id, Tag("absent"), null, deleteLast: true, ChangeOrigin.Client, Ct);
        Assert.Single(await Journal.ReadAsync("follower", 10, Ct));
    }

    [Fact]
    public async Task An_image_that_goes_with_its_tags_is_told_once_for_each()
    {
        var id = await AddRepository("team/web");
        await Link(id, "layer");
        await Journal.ReadAsync("follower", 10, Ct);
        await Put(Draft(id, "image", null, "layer"));
        await Images.PutAsync(Draft(id, "image", "a", "layer"), Ct);
        await Images.PutAsync(Draft(id, "image", "b", "layer"), Ct);
        await Images.PutAsync(Draft(id, "image", "c", "layer"), Ct);
        await Images.DeleteTagAsync(id, Tag("b"), null, deleteLast: true, ChangeOrigin.Client, Ct);
        await Images.DeleteImageAsync(id, DigestOf("image"), null, ChangeOrigin.Lifecycle, Ct);
        var changes = await Journal.ReadAsync("follower", 10, Ct);
        Assert.Equal(
            ["ImagePushed ", "ImagePushed a", "ImagePushed b", "ImagePushed c", "TagDeleted b", "ImageDeleted a", "ImageDeleted c"],
            changes.Select(change => $"{change.Action} {change.Tag}"));
        Assert.Equal(ChangeOrigin.Lifecycle, changes[^1].Origin);
        Assert.Equal(changes.Select(change => change.Id).Order(), changes.Select(change => change.Id));
    }

    [Fact]
    public async Task A_follower_goes_on_where_it_was_and_never_back()
    {
        var id = await AddRepository("team/web");
        await Link(id, "layer");
        await Journal.ReadAsync("follower", 10, Ct);
        await Put(Draft(id, "one", null, "layer"));
        await Put(Draft(id, "two", null, "layer"));
        var all = await Journal.ReadAsync("follower", 10, Ct);
        Assert.Equal(2, all.Count);
        Assert.Equal(all[0], Assert.Single(await Journal.ReadAsync("follower", 1, Ct)));
        await Journal.AdvanceAsync("follower", all[0].Id, Ct);
        Assert.Equal(all[1], Assert.Single(await Journal.ReadAsync("follower", 10, Ct)));
        await Journal.AdvanceAsync("follower", all[1].Id, Ct);
        await Journal.AdvanceAsync("follower", all[0].Id, Ct);
        Assert.Empty(await Journal.ReadAsync("follower", 10, Ct));
    }

    [Fact]
    public async Task An_appended_change_comes_back_whole()
    {
        await Journal.ReadAsync("follower", 10, Ct);
        var change = new RegistryChange(
            0, Home, 7, Name("team/web"), RegistryAction.ImageReplicated, ChangeOrigin.Replication, DigestOf("image"), Tag("latest"),
            new("application/vnd.oci.image.manifest.v1+json", "config", "artifact", DigestOf("subject")), """{"result":"SUCCESS"}""", Start);
        await Journal.AppendAsync(change, Ct);
        var found = Assert.Single(await Journal.ReadAsync("follower", 10, Ct));
        Assert.Equal(change with { Id = found.Id }, found);
    }

    [Fact]
    public async Task Pruning_takes_what_all_have_passed_and_ids_never_come_back()
    {
        var id = await AddRepository("team/web");
        await Link(id, "layer");
        await Journal.ReadAsync("one", 10, Ct);
        await Journal.ReadAsync("two", 10, Ct);
        await Put(Draft(id, "first", null, "layer"));
        await Put(Draft(id, "second", null, "layer"));
        var all = await Journal.ReadAsync("one", 10, Ct);
        await Journal.AdvanceAsync("one", all[1].Id, Ct);
        Assert.Equal(0, await Journal.PruneAsync(["one", "two"], 10, Ct));
        await Journal.AdvanceAsync("two", all[0].Id, Ct);
        Assert.Equal(1, await Journal.PruneAsync(["one", "two"], 10, Ct));
        await Journal.AdvanceAsync("two", all[1].Id, Ct);
        Assert.Equal(1, await Journal.PruneAsync(["one", "two"], 10, Ct));
        await Put(Draft(id, "third", null, "layer"));
        Assert.True(Assert.Single(await Journal.ReadAsync("one", 10, Ct)).Id > all[1].Id);
    }
}
