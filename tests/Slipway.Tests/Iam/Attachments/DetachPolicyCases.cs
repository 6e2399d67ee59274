using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Attachments;

/// <summary>What detaching is for users, groups and roles alike.</summary>
public abstract class DetachPolicyCases(string kind) : IAsyncDisposable
{
    private protected SlipwayApp App { get; } = new();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return App.DisposeAsync();
    }

    [Fact]
    public async Task A_policy_is_taken_away_once()
    {
        await App.GivenHolder(kind, "thing");
        await App.Attach(kind, "thing", PolicyCalls.Aws);

        Assert.Equal(200, (await Detach("thing", PolicyCalls.Aws)).Status);
        Assert.Empty((await App.Iam($"ListAttached{kind}Policies", $"{kind}Name=thing")).Texts("PolicyArn"));
        (await Detach("thing", PolicyCalls.Aws)).IsRefused(404, "NoSuchEntity", $"Policy {PolicyCalls.Aws} was not found.");
    }

    [Fact]
    public async Task Others_keep_theirs()
    {
        await App.GivenHolder(kind, "thing");
        await App.GivenHolder(kind, "other");
        await App.Attach(kind, "thing", PolicyCalls.Aws);
        await App.Attach(kind, "other", PolicyCalls.Aws);
        await Detach("thing", PolicyCalls.Aws);
        Assert.Equal([PolicyCalls.Aws], (await App.Iam($"ListAttached{kind}Policies", $"{kind}Name=other")).Texts("PolicyArn"));
    }

    [Fact]
    public async Task Nothing_is_taken_from_nobody() => (await Detach("nobody", PolicyCalls.Aws)).IsRefused(
        404, "NoSuchEntity", $"The {kind.ToLowerInvariant()} with name nobody cannot be found.");

    private Task<AwsAnswer> Detach(string name, string arn) => App.Iam($"Detach{kind}Policy", $"{kind}Name={name}", $"PolicyArn={arn}");
}
