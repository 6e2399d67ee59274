using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.InlinePolicies;

/// <summary>What it is to give users, groups and roles policies of their own.</summary>
public abstract class PutInlinePolicyCases(string kind, int most) : IAsyncDisposable
{
    private protected SlipwayApp App { get; } = new();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return App.DisposeAsync();
    }

    [Fact]
    public async Task A_policy_takes_the_place_of_that_of_its_name()
    {
        await App.GivenHolder(kind, "thing");
        Assert.Equal(200, (await Put("own", PolicyCalls.Allow("ecr:PutImage"))).Status);
        Assert.Equal(200, (await Put("own", PolicyCalls.Allow("ecr:ListImages"))).Status);
        var answer = await App.Iam($"Get{kind}Policy", $"{kind}Name=thing", "PolicyName=own");
        Assert.Equal(PolicyCalls.Allow("ecr:ListImages"), Uri.UnescapeDataString(answer.Find("PolicyDocument")!));
    }

    [Fact]
    public async Task All_inline_policies_share_one_limit_in_which_white_space_does_not_count()
    {
        await App.GivenHolder(kind, "thing");
        var half = most / 2;
        Assert.Equal(200, (await Put("a", PolicyCalls.AllowOfSize(half))).Status);
        (await Put("b", PolicyCalls.AllowOfSize(half + 1))).IsRefused(
            409, "LimitExceeded", $"Maximum policy size of {most} bytes exceeded for {kind.ToLowerInvariant()} thing");
        Assert.Equal(200, (await Put("b", PolicyCalls.AllowOfSize(half))).Status);
        Assert.Equal(200, (await Put("b", PolicyCalls.AllowOfSize(half))).Status);
    }

    [Fact]
    public async Task A_document_must_be_a_policy()
    {
        await App.GivenHolder(kind, "thing");
        (await Put("own", "{")).IsRefused(400, "MalformedPolicyDocument", "Syntax errors in policy.");
        Assert.Empty((await App.Iam($"List{kind}Policies", $"{kind}Name=thing")).Texts("member"));
    }

    [Fact]
    public async Task Nobody_gets_a_policy() => (await Put("own", PolicyCalls.Allow("ecr:*"))).IsRefused(
        404, "NoSuchEntity", $"The {kind.ToLowerInvariant()} with name thing cannot be found.");

    private Task<AwsAnswer> Put(string policy, string document) =>
        App.Iam($"Put{kind}Policy", $"{kind}Name=thing", $"PolicyName={policy}", AwsCalls.Form("PolicyDocument", document));
}
