using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.InlinePolicies;

/// <summary>What the listing of inline policies is for users, groups and roles alike.</summary>
public abstract class ListInlinePoliciesCases(string kind) : IAsyncDisposable
{
    private protected SlipwayApp App { get; } = new();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return App.DisposeAsync();
    }

    [Fact]
    public async Task Names_are_listed_page_by_page()
    {
        await App.GivenHolder(kind, "thing");
        foreach (var name in new[] { "c", "a", "b" }) await App.PutInline(kind, "thing", name, PolicyCalls.Allow("ecr:*"));
        Assert.Equal([["a", "b"], ["c"]], await App.Pages($"List{kind}Policies", "member", $"{kind}Name=thing", "MaxItems=2"));
    }

    [Fact]
    public async Task Names_that_are_as_long_as_they_may_be_fit_into_a_marker()
    {
        await App.GivenHolder(kind, "thing");
        foreach (var end in "ab") await App.PutInline(kind, "thing", new string('n', 127) + end, PolicyCalls.Allow("ecr:*"));
        Assert.Equal(2, (await App.Pages($"List{kind}Policies", "member", $"{kind}Name=thing", "MaxItems=1")).Count);
    }

    [Fact]
    public async Task Nobody_has_none() => (await App.Iam($"List{kind}Policies", $"{kind}Name=nobody")).IsRefused(
        404, "NoSuchEntity", $"The {kind.ToLowerInvariant()} with name nobody cannot be found.");
}
