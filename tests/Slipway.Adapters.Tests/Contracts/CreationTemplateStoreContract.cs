using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Creation;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="ICreationTemplateStore"/> must do.</summary>
public abstract class CreationTemplateStoreContract : RegistryContract
{
    [Fact]
    public async Task A_template_comes_back_as_it_was_added()
    {
        var added = Sample("prod/team/", CreationOccasion.Replication, CreationOccasion.CreateOnPush) with
        {
            Description = "of the team",
            Encryption = new(EncryptionType.Kms, "arn:aws:kms:us-east-1:000000000000:key/a"),
            ResourceTags = new([new("b", "2"), new("a", "\"1\"")]),
            TagRules = new(TagMutability.ImmutableWithExclusion, ["dev-*"]),
            RepositoryPolicy = "{ }",
            LifecyclePolicy = "{\"rules\":[]}",
            CustomRoleArn = "arn:aws:iam::000000000000:role/maker",
        };
        await Add(added);
        Same(added, await Templates.FindAsync(Home, "prod/team", Ct));
        Assert.Null(await Templates.FindAsync(Home with { Region = "eu-west-1" }, "prod/team", Ct));
        await Add(Sample("plain", CreationOccasion.PullThroughCache));
        Same(Sample("plain", CreationOccasion.PullThroughCache), await Templates.FindAsync(Home, "plain", Ct));
    }

    [Fact]
    public async Task A_prefix_is_there_once_with_or_without_its_slash_and_a_registry_has_only_so_many()
    {
        await Add(Sample("prod"));
        Assert.Equal(TemplateAddition.Exists, await Templates.AddAsync(Sample("prod/"), 1, Ct));
        Assert.Equal(TemplateAddition.TooMany, await Templates.AddAsync(Sample("test"), 1, Ct));
        Assert.Equal(TemplateAddition.Added, await Templates.AddAsync(Sample("test") with { Registry = Home with { Region = "eu-west-1" } }, 1, Ct));
        Assert.Equal(TemplateAddition.Added, await Templates.AddAsync(Sample("test"), 2, Ct));
    }

    [Theory]
    [InlineData("prod/team/app", "prod/team")]
    [InlineData("prod/team/app/x", "prod/team")]
    [InlineData("prod/team", "prod")]
    [InlineData("prod/other", "prod")]
    [InlineData("prod/only", "prod")]
    [InlineData("prod/only/app", "prod")]
    [InlineData("prod", "ROOT")]
    [InlineData("production/app", "ROOT")]
    [InlineData("other", "ROOT")]
    public async Task The_longest_prefix_of_those_for_the_occasion_is_found(string name, string prefix)
    {
        foreach (var one in (string[])["ROOT", "prod", "prod/team"]) await Add(Sample(one, CreationOccasion.CreateOnPush));
        await Add(Sample("prod/only", CreationOccasion.Replication));
        Assert.Equal(prefix, (await Templates.FindForAsync(Home, Name(name), CreationOccasion.CreateOnPush, Ct))?.Prefix);
        Assert.Null(await Templates.FindForAsync(Home, Name(name), CreationOccasion.PullThroughCache, Ct));
        Assert.Null(await Templates.FindForAsync(Home with { Region = "eu-west-1" }, Name(name), CreationOccasion.CreateOnPush, Ct));
    }

    [Fact]
    public async Task Templates_are_listed_page_by_page()
    {
        foreach (var one in (string[])["b", "a/", "c", "ROOT"]) await Add(Sample(one));
        var first = await Templates.ListAsync(Home, null, 2, Ct);
        Assert.True(first.HasMore);
        Assert.Equal(["ROOT", "a/"], first.Items.Select(template => template.Prefix));
        var second = await Templates.ListAsync(Home, first.Items[^1].Key, 2, Ct);
        Assert.False(second.HasMore);
        Assert.Equal(["b", "c"], second.Items.Select(template => template.Prefix));
    }

    [Fact]
    public async Task A_change_is_kept_and_an_exception_changes_nothing()
    {
        await Add(Sample("prod"));
        var changed = await Templates.ChangeAsync(Home, "prod", found => found with { Description = "new", UpdatedAt = Start.AddDays(1) }, Ct);
        Same(changed!, await Templates.FindAsync(Home, "prod", Ct));
        Assert.Equal(("new", Start, Start.AddDays(1)), (changed!.Description, changed.CreatedAt, changed.UpdatedAt));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Templates.ChangeAsync(Home, "prod", _ => throw new InvalidOperationException(), Ct));
        Same(changed, await Templates.FindAsync(Home, "prod", Ct));
        Assert.Null(await Templates.ChangeAsync(Home, "none", found => found, Ct));
        Same(changed, await Templates.RemoveAsync(Home, "prod", Ct));
        Assert.Null(await Templates.RemoveAsync(Home, "prod", Ct));
        Assert.Null(await Templates.FindAsync(Home, "prod", Ct));
    }

    private static CreationTemplate Sample(string prefix, params CreationOccasion[] appliedFor) =>
        new(Home, prefix, null, Encryption.Default, TagSet.Empty, TagRules.Mutable, null, null, appliedFor, null, Start, Start);

    private async Task Add(CreationTemplate template) => Assert.Equal(TemplateAddition.Added, await Templates.AddAsync(template, 50, Ct));

    // Lists are compared by what they hold.
    private static void Same(CreationTemplate expected, CreationTemplate? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.AppliedFor, actual.AppliedFor);
        Assert.Equal(expected.TagRules.Exclusions, actual.TagRules.Exclusions);
        Assert.Equal(expected.TagRules.Mutability, actual.TagRules.Mutability);
        Assert.Equal(expected, actual with { AppliedFor = expected.AppliedFor, TagRules = expected.TagRules });
    }
}
