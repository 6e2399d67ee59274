using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.InlinePolicies;

/// <summary>What it is to take an inline policy from users, groups and roles.</summary>
public abstract class DeleteInlinePolicyCases(string kind) : IAsyncDisposable
{
    private protected SlipwayApp App { get; } = new();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return App.DisposeAsync();
    }

    [Fact]
    public async Task A_policy_is_deleted_once()
    {
        await App.GivenHolder(kind, "thing");
        await App.PutInline(kind, "thing", "a", PolicyCalls.Allow("ecr:*"));
        await App.PutInline(kind, "thing", "b", PolicyCalls.Allow("ecr:*"));

        Assert.Equal(200, (await Delete("a")).Status);
        Assert.Equal(["b"], (await App.Iam($"List{kind}Policies", $"{kind}Name=thing")).Texts("member"));
        (await Delete("a")).IsRefused(404, "NoSuchEntity", $"The {kind.ToLowerInvariant()} policy with name a cannot be found.");
    }

    [Fact]
    public async Task Nobody_has_none() => (await Delete("a")).IsRefused(404, "NoSuchEntity", $"The {kind.ToLowerInvariant()} with name thing cannot be found.");

    private Task<AwsAnswer> Delete(string policy) => App.Iam($"Delete{kind}Policy", $"{kind}Name=thing", $"PolicyName={policy}");
}
