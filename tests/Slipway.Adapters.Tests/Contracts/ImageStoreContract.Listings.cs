using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Tests.Contracts;

/// <inheritdoc/>
public abstract partial class ImageStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Tags_are_listed_once_each_in_ordinal_order(int limit)
    {
        var id = await AddRepository("team/web");
        string[] tags = ["b", "B", "a", "_a", "1.0", "1.0-rc", "1-0", "z", "Z9"];
        foreach (var tag in tags) await Put(Draft(id, "image", tag));
        var seen = await Pages<ImageTag>((after, ct) => Images.ListTagsAsync(id, after.Count == 0 ? null : after[^1], limit, ct), limit);
        Assert.Equal(tags.Order(StringComparer.Ordinal), seen.Select(tag => tag.ToString()));
    }

    [Fact]
    public async Task A_listing_of_tags_goes_on_after_a_tag_that_is_not_there()
    {
        var id = await AddRepository("team/web");
        await Put(Draft(id, "image", "a"));
        await Put(Draft(id, "image", "c"));
        Assert.Equal([Tag("c")], (await Images.ListTagsAsync(id, Tag("b"), 10, Ct)).Items);
        Assert.Empty((await Images.ListTagsAsync(id, Tag("c"), 10, Ct)).Items);
    }

    [Theory]
    [InlineData(TagStatus.Any, 1)]
    [InlineData(TagStatus.Any, 4)]
    [InlineData(TagStatus.Tagged, 2)]
    [InlineData(TagStatus.Untagged, 2)]
    public async Task Images_are_listed_by_whether_they_are_tagged_in_order_of_their_digests(TagStatus status, int limit)
    {
        var id = await AddRepository("team/web");
        await PutTaggedAndUntagged(id);
        var seen = await Pages<Image>((after, ct) => Images.ListImagesAsync(id, status, after.Count == 0 ? null : after[^1].Digest, limit, ct), limit);
        var expected = Enumerable.Range(0, 10).Where(n => status is TagStatus.Any || n % 2 == 0 == status is TagStatus.Tagged).Select(n => DigestOf($"image {n}")).Order();
        Assert.Equal(expected, seen.Select(image => image.Digest));
        Assert.All(seen, image => Assert.Equal(image.Tags.Order(), image.Tags));
        Assert.Equal([Tag("a0"), Tag("b0")], seen.SingleOrDefault(image => image.Digest == DigestOf("image 0"))?.Tags ?? [Tag("a0"), Tag("b0")]);
    }

    [Theory]
    [InlineData(TagStatus.Any, 1)]
    [InlineData(TagStatus.Any, 5)]
    [InlineData(TagStatus.Any, 10)]
    [InlineData(TagStatus.Any, 15)]
    [InlineData(TagStatus.Tagged, 3)]
    [InlineData(TagStatus.Untagged, 3)]
    public async Task Ids_are_one_for_each_tag_and_then_the_untagged_images(TagStatus status, int limit)
    {
        var id = await AddRepository("team/web");
        await PutTaggedAndUntagged(id);
        var seen = await Pages<ImageId>((after, ct) => Images.ListImageIdsAsync(id, status, after.Count == 0 ? null : after[^1], limit, ct), limit);
        var tagged = Enumerable.Range(0, 10).Where(n => n % 2 == 0).SelectMany(n => "ab".Select(tag => new ImageId(DigestOf($"image {n}"), Tag($"{tag}{n}"))))
            .OrderBy(image => image.Digest).ThenBy(image => image.Tag!.Value);
        var untagged = Enumerable.Range(0, 10).Where(n => n % 2 == 1).Select(n => new ImageId(DigestOf($"image {n}"), null)).OrderBy(image => image.Digest);
        Assert.Equal(tagged.Where(_ => status is not TagStatus.Untagged).Concat(untagged.Where(_ => status is not TagStatus.Tagged)), seen);
    }

    [Fact]
    public async Task An_image_leaves_and_enters_the_filtered_listings_with_its_last_tag()
    {
        var id = await AddRepository("team/web");
        await Put(Draft(id, "image", "a"));
        await Images.DeleteTagAsync(id, Tag("a"), null, deleteLast: false, ChangeOrigin.Client, Ct);
        Assert.Empty((await Images.ListImagesAsync(id, TagStatus.Tagged, null, 10, Ct)).Items);
        Assert.Single((await Images.ListImagesAsync(id, TagStatus.Untagged, null, 10, Ct)).Items);
        await Put(Draft(id, "image", "b"));
        Assert.Single((await Images.ListImagesAsync(id, TagStatus.Tagged, null, 10, Ct)).Items);
        Assert.Empty((await Images.ListImagesAsync(id, TagStatus.Untagged, null, 10, Ct)).Items);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/sbom")]
    [InlineData("text/none")]
    public async Task Referrers_are_listed_with_what_a_descriptor_shows_by_type_when_asked(string? type)
    {
        var id = await AddRepository("team/web");
        for (var n = 0; n < 6; n++)
        {
            await Put(Draft(id, $"referrer {n}", null) with
            {
                Subject = DigestOf("subject"),
                ArtifactType = n % 2 == 0 ? "text/sbom" : "text/signature",
                Annotations = new Dictionary<string, string> { ["n"] = $"{n} \"é\"" },
            });
        }

        await Put(Draft(id, "of another", null) with { Subject = DigestOf("other subject") });
        var seen = await Pages<Referrer>(
            (after, ct) => Images.ListReferrersAsync(id, DigestOf("subject"), type, after.Count == 0 ? null : after[^1].Digest, 2, ct), 2);
        var expected = Enumerable.Range(0, 6).Where(n => type is null || (type == "text/sbom" && n % 2 == 0)).Select(n => DigestOf($"referrer {n}")).Order();
        Assert.Equal(expected, seen.Select(referrer => referrer.Digest));
        if (seen.FirstOrDefault(referrer => referrer.Digest == DigestOf("referrer 2")) is { } second)
        {
            Assert.Equal(("application/vnd.oci.image.manifest.v1+json", 10L, "text/sbom"), (second.MediaType, second.Size, second.ArtifactType));
            Assert.Equal([new("n", "2 \"é\"")], second.Annotations);
        }
    }

    [Fact]
    public async Task A_page_of_referrers_ends_where_annotations_are_too_large_to_hold_together()
    {
        var id = await AddRepository("team/web");
        for (var n = 0; n < 4; n++)
            await Put(Draft(id, $"referrer {n}", null) with { Subject = DigestOf("subject"), Annotations = new Dictionary<string, string> { ["a"] = new('x', 600_000) } });
        var first = await Images.ListReferrersAsync(id, DigestOf("subject"), null, null, 10, Ct);
        Assert.Equal((2, true), (first.Items.Count, first.HasMore));
        var second = await Images.ListReferrersAsync(id, DigestOf("subject"), null, first.Items[^1].Digest, 10, Ct);
        Assert.Equal((2, false), (second.Items.Count, second.HasMore));
    }

    [Fact]
    public async Task A_referrer_may_come_before_its_subject()
    {
        var id = await AddRepository("team/web");
        await Put(Draft(id, "referrer", null) with { Subject = DigestOf("subject") });
        Assert.Single((await Images.ListReferrersAsync(id, DigestOf("subject"), null, null, 10, Ct)).Items);
        await Put(Draft(id, "subject", null));
        Assert.Single((await Images.ListReferrersAsync(id, DigestOf("subject"), null, null, 10, Ct)).Items);
    }

    private async Task PutTaggedAndUntagged(long id)
    {
        for (var n = 0; n < 10; n++)
        {
            await Put(Draft(id, $"image {n}", n % 2 == 0 ? $"a{n}" : null));
            if (n % 2 == 0) await Put(Draft(id, $"image {n}", $"b{n}"));
        }
    }

    private static async Task<List<T>> Pages<T>(Func<List<T>, CancellationToken, ValueTask<Page<T>>> next, int limit)
    {
        List<T> seen = [];
        while (true)
        {
            var page = await next(seen, Ct);
            Assert.True(page.HasMore ? page.Items.Count == limit : page.Items.Count <= limit);
            seen.AddRange(page.Items);
            if (!page.HasMore) return seen;
        }
    }
}
