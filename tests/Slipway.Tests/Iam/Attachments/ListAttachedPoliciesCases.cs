using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Attachments;

/// <summary>What the listing of attached policies is for users, groups and roles alike.</summary>
public abstract class ListAttachedPoliciesCases(string kind) : IAsyncDisposable
{
    private protected SlipwayApp App { get; } = new();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return App.DisposeAsync();
    }

    [Fact]
    public async Task Policies_are_listed_by_name_page_by_page()
    {
        await App.GivenHolder(kind, "thing");
        foreach (var name in new[] { "b", "a", "C" }) await App.Attach(kind, "thing", await App.GivenPolicy(name));
        await App.Attach(kind, "thing", PolicyCalls.Aws);

        Assert.Equal(
            [["a", "b"], ["C", "AmazonEC2ContainerRegistryReadOnly"]],
            await App.Pages($"ListAttached{kind}Policies", "PolicyName", $"{kind}Name=thing", "MaxItems=2"));
    }

    [Fact]
    public async Task A_path_leaves_the_others_out()
    {
        await App.GivenHolder(kind, "thing");
        await App.Attach(kind, "thing", await App.GivenPolicy("a"));
        await App.Attach(kind, "thing", await App.GivenPolicy("b", "/ci/x/", PolicyCalls.Allow("ecr:*")));
        Assert.Equal(["b"], (await App.Iam($"ListAttached{kind}Policies", $"{kind}Name=thing", "PathPrefix=/ci/")).Texts("PolicyName"));
    }

    [Fact]
    public async Task Nobody_has_none() => (await App.Iam($"ListAttached{kind}Policies", $"{kind}Name=nobody")).IsRefused(
        404, "NoSuchEntity", $"The {kind.ToLowerInvariant()} with name nobody cannot be found.");
}
