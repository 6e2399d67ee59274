using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Units;

public sealed class CreateOrganizationalUnitTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_unit_is_made_below_another_with_its_tags()
    {
        var dev = await app.GivenUnit(await app.RootId(), "dev");
        var made = (await app.Org("CreateOrganizationalUnit", new { ParentId = dev, Name = "team", Tags = new[] { new { Key = "a", Value = "1" } } })).Expect(HttpStatusCode.OK);
        Golden.Matches(made.Body, "made");
        Assert.Equal("1", (await app.Org("ListTagsForResource", new { ResourceId = made["OrganizationalUnit.Id"].GetString() }))["Tags.0.Value"].GetString());
    }

    [Fact]
    public async Task A_name_is_unique_below_its_parent()
    {
        var root = await app.RootId();
        var dev = await app.GivenUnit(root, "dev");
        (await app.Org("CreateOrganizationalUnit", new { ParentId = root, Name = "dev" }))
            .IsRefused("DuplicateOrganizationalUnitException", "An OU with the same name already exists.");
        await app.GivenUnit(dev, "dev");
    }

    [Fact]
    public async Task Units_are_at_most_five_levels_deep()
    {
        var parent = await app.RootId();
        for (var level = 1; level <= 5; level++) parent = await app.GivenUnit(parent, $"level{level}");
        (await app.Org("CreateOrganizationalUnit", new { ParentId = parent, Name = "level6" }))
            .IsRefusedFor("ConstraintViolationException", "OU_DEPTH_LIMIT_EXCEEDED", "You attempted to create an OU tree that is too many levels deep.");
    }

    [Fact]
    public async Task A_parent_must_be_there() => (await app.Org("CreateOrganizationalUnit", new { ParentId = "r-zzzz", Name = "a" }))
        .IsRefused("ParentNotFoundException", "You specified a parent that doesn't exist.");
}
