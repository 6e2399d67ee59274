using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Registry.Policies;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="IRepositoryStore"/> must do.</summary>
public abstract class RepositoryStoreContract : RegistryContract
{
    [Fact]
    public async Task A_repository_comes_back_as_it_was_added()
    {
        var draft = Draft("team/web") with
        {
            TagRules = new(TagMutability.ImmutableWithExclusion, ["dev-*", "q\"uote*"]),
            ScanOnPush = true,
            Encryption = new(EncryptionType.KmsDsse, "arn:aws:kms:us-east-1:000000000000:key/é"),
            Tags = new([new("b", "2"), new("a", "\"1\" <ü>")]),
        };
        var added = await Repositories.TryAddAsync(draft, Ct);
        Assert.NotNull(added);
        Assert.True(added.Id > 0);
        var found = await Repositories.FindAsync(Home, draft.Name, Ct);
        Assert.NotNull(found);
        Assert.Equal(draft.TagRules.Exclusions, found.TagRules.Exclusions);
        Assert.NotEqual(BlobName.Shared, found.Encryption.Domain);
        Assert.Equal(draft with { Id = added.Id, TagRules = found.TagRules, Encryption = draft.Encryption with { Domain = found.Encryption.Domain } }, found);
        Assert.Equal(draft.TagRules.Mutability, found.TagRules.Mutability);
    }

    [Theory]
    [InlineData(TagMutability.Mutable)]
    [InlineData(TagMutability.Immutable)]
    [InlineData(TagMutability.ImmutableWithExclusion)]
    [InlineData(TagMutability.MutableWithExclusion)]
    public async Task Every_kind_of_mutability_is_kept(TagMutability mutability)
    {
        await AddRepository("team/web");
        string[] exclusions = mutability is TagMutability.Mutable or TagMutability.Immutable ? [] : ["a*"];
        var changed = await Repositories.SetTagRulesAsync(Home, Name("team/web"), new(mutability, exclusions), Ct);
        var found = await Repositories.FindAsync(Home, Name("team/web"), Ct);
        Assert.Equal(mutability, changed!.TagRules.Mutability);
        Assert.Equal(mutability, found!.TagRules.Mutability);
        Assert.Equal(exclusions, found.TagRules.Exclusions);
    }

    [Fact]
    public async Task Whether_images_are_scanned_on_push_is_kept()
    {
        await AddRepository("team/web");
        Assert.True((await Repositories.SetScanOnPushAsync(Home, Name("team/web"), true, Ct))!.ScanOnPush);
        Assert.True((await Repositories.FindAsync(Home, Name("team/web"), Ct))!.ScanOnPush);
        Assert.Null(await Repositories.SetScanOnPushAsync(Home, Name("team/api"), true, Ct));
    }

    [Fact]
    public async Task A_repository_is_there_with_its_policies_or_not_at_all()
    {
        var access = new AccessPolicy("{}", "{ }");
        var added = await Repositories.TryAddAsync(Draft("team/web"), new FirstPolicies(access, "{\"rules\":[]}"), Ct);
        Assert.Equal(access, await Stores.RepositoryPolicies.FindAsync(added!.Id, Ct));
        Assert.Equal("{\"rules\":[]}", (await LifecyclePolicies.FindAsync(added.Id, Ct))!.Text);
        Assert.Null(await Repositories.TryAddAsync(Draft("team/web"), new FirstPolicies(new("other", "other"), "other"), Ct));
        Assert.Equal(access, await Stores.RepositoryPolicies.FindAsync(added.Id, Ct));

        var plain = await Repositories.TryAddAsync(Draft("team/plain"), FirstPolicies.None, Ct);
        Assert.Null(await Stores.RepositoryPolicies.FindAsync(plain!.Id, Ct));
        Assert.Null(await LifecyclePolicies.FindAsync(plain.Id, Ct));
    }

    [Fact]
    public async Task A_taken_name_is_refused()
    {
        await AddRepository("team/web");
        Assert.Null(await Repositories.TryAddAsync(Draft("team/web"), Ct));
    }

    [Fact]
    public async Task Of_many_that_add_one_name_at_once_one_succeeds()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Repositories.TryAddAsync(Draft("team/web"), Ct).AsTask()));
        Assert.Single(added, repository => repository is not null);
    }

    [Fact]
    public async Task Registries_do_not_see_each_other()
    {
        RegistryScope other = new("111122223333", "eu-west-1");
        await AddRepository("team/web");
        Assert.Null(await Repositories.FindAsync(other, Name("team/web"), Ct));
        Assert.NotNull(await Repositories.TryAddAsync(Draft("team/web") with { Registry = other }, Ct));
        Assert.Null(await Repositories.FindAsync(Home with { Region = "eu-west-1" }, Name("team/web"), Ct));
        Assert.Equal(other, Assert.Single((await Repositories.ListAsync(other, null, 10, Ct)).Items).Registry);
    }

    [Fact]
    public async Task Pages_hold_every_repository_once_in_ordinal_order()
    {
        string[] names = ["b", "a/b", "a-b", "a.b", "a_b", "ab", "a0", "zz", "a/b/c", "0a"];
        foreach (var name in names) await AddRepository(name + "x");
        List<string> seen = [];
        RepositoryName? after = null;
        while (true)
        {
            var page = await Repositories.ListAsync(Home, after, 3, Ct);
            Assert.True(page.Items.Count == 3 || !page.HasMore);
            seen.AddRange(page.Items.Select(repository => repository.Name.ToString()));
            if (!page.HasMore) break;
            after = page.Items[^1].Name;
        }

        Assert.Equal(names.Select(name => name + "x").Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task A_listing_goes_on_after_a_name_that_is_gone()
    {
        await AddRepository("a1");
        await AddRepository("c1");
        Assert.Equal("c1", Assert.Single((await Repositories.ListAsync(Home, Name("b1"), 10, Ct)).Items).Name.ToString());
    }

    [Fact]
    public async Task A_page_that_ends_with_the_last_repository_says_so()
    {
        await AddRepository("a1");
        await AddRepository("b1");
        Assert.False((await Repositories.ListAsync(Home, null, 2, Ct)).HasMore);
        Assert.True((await Repositories.ListAsync(Home, null, 1, Ct)).HasMore);
    }

    [Fact]
    public async Task A_repository_that_holds_an_image_is_deleted_only_by_force()
    {
        var id = await AddRepository("team/web");
        await Put(Draft(id, "image", null));
        var refused = await Repositories.DeleteAsync(Home, Name("team/web"), force: false, Ct);
        Assert.Equal((id, false), (refused.Repository!.Id, refused.IsDeleted));
        Assert.NotNull(await Repositories.FindAsync(Home, Name("team/web"), Ct));
        var deleted = await Repositories.DeleteAsync(Home, Name("team/web"), force: true, Ct);
        Assert.Equal((id, true), (deleted.Repository!.Id, deleted.IsDeleted));
        Assert.Null(await Repositories.FindAsync(Home, Name("team/web"), Ct));
        Assert.Empty((await Repositories.ListAsync(Home, null, 10, Ct)).Items);
    }

    [Fact]
    public async Task Blobs_that_no_image_needs_do_not_keep_a_repository()
    {
        var id = await AddRepository("team/web");
        await Link(id, "layer");
        Assert.True((await Repositories.DeleteAsync(Home, Name("team/web"), force: false, Ct)).IsDeleted);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_deleted_or_changed()
    {
        Assert.Equal(default, await Repositories.DeleteAsync(Home, Name("team/web"), force: true, Ct));
        Assert.Null(await Repositories.SetTagRulesAsync(Home, Name("team/web"), TagRules.Mutable, Ct));
        Assert.Null(await Repositories.ChangeTagsAsync(Home, Name("team/web"), tags => tags, Ct));
    }

    [Fact]
    public async Task A_name_that_was_deleted_can_be_taken_again_by_a_repository_that_is_new()
    {
        var first = await AddRepository("team/web");
        await Link(first, "layer");
        await Put(Draft(first, "image", "latest", "layer"));
        await Repositories.DeleteAsync(Home, Name("team/web"), force: true, Ct);
        var second = await AddRepository("team/web");
        Assert.NotEqual(first, second);
        Assert.Empty((await Images.ListTagsAsync(second, null, 10, Ct)).Items);
        Assert.Null(await Links.FindAsync(second, DigestOf("layer"), Ct));
        while (await Collector.ClearDeletedAsync(100, Ct) > 0)
        {
            // to the end
        }

        var third = await Repositories.TryAddAsync(Draft("team/other"), Ct);
        Assert.NotEqual(first, third!.Id);
    }

    [Fact]
    public async Task Tags_are_changed_from_what_they_are()
    {
        await AddRepository("team/web");
        await Repositories.ChangeTagsAsync(Home, Name("team/web"), tags => tags.Merge([new("a", "1"), new("b", "2")]), Ct);
        var changed = await Repositories.ChangeTagsAsync(Home, Name("team/web"), tags => tags.Without(["a"]).Merge([new("b", "3")]), Ct);
        Assert.Equal(new TagSet([new("b", "3")]), changed!.Tags);
        Assert.Equal(changed.Tags, (await Repositories.FindAsync(Home, Name("team/web"), Ct))!.Tags);
    }

    [Fact]
    public async Task Changes_of_tags_at_the_same_time_all_count()
    {
        await AddRepository("team/web");
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n =>
            Repositories.ChangeTagsAsync(Home, Name("team/web"), tags => tags.Merge([new($"k{n}", "v")]), Ct).AsTask()));
        Assert.Equal(40, (await Repositories.FindAsync(Home, Name("team/web"), Ct))!.Tags.Count);
    }

    [Fact]
    public async Task A_change_of_tags_that_throws_changes_nothing()
    {
        await AddRepository("team/web");
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Repositories.ChangeTagsAsync(Home, Name("team/web"), _ => throw new InvalidDataException(), Ct).AsTask());
        Assert.Empty((await Repositories.FindAsync(Home, Name("team/web"), Ct))!.Tags);
    }

    [Fact]
    public async Task A_deletion_without_force_and_a_push_at_the_same_time_never_lose_the_image()
    {
        for (var round = 0; round < 20; round++)
        {
            var id = await AddRepository($"race/{round}");
            var put = Images.PutAsync(Draft(id, $"image {round}", "latest"), Ct).AsTask();
            var deletion = Repositories.DeleteAsync(Home, Name($"race/{round}"), force: false, Ct).AsTask();
            await Task.WhenAll(put, deletion);
            Assert.Equal((await put).Status is ImagePutStatus.Stored, !(await deletion).IsDeleted);
        }
    }
}
