using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Attachments;

/// <summary>What attaching is for users, groups and roles alike.</summary>
public abstract class AttachPolicyCases(string kind, int most) : IAsyncDisposable
{
    private protected SlipwayApp App { get; } = new();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return App.DisposeAsync();
    }

    [Fact]
    public async Task Policies_of_the_account_and_of_AWS_are_attached_once()
    {
        await App.GivenHolder(kind, "thing");
        var arn = await App.GivenPolicy("Push");

        Assert.Equal(200, (await Attach("thing", arn)).Status);
        Assert.Equal(200, (await Attach("THING", PolicyCalls.Aws)).Status);
        Assert.Equal(200, (await Attach("thing", arn)).Status);

        Assert.Equal([arn, PolicyCalls.Aws], await Attached());
    }

    [Fact]
    public async Task Only_so_many_are_attached()
    {
        await App.GivenHolder(kind, "thing");
        for (var i = 0; i < most; i++) Assert.Equal(200, (await Attach("thing", await App.GivenPolicy($"p{i}"))).Status);
        (await Attach("thing", PolicyCalls.Aws)).IsRefused(409, "LimitExceeded", $"Cannot exceed quota for PoliciesPer{kind}: {most}");
        Assert.Equal(200, (await Attach("thing", PolicyCalls.ArnOf("p0"))).Status);
        Assert.Equal(most, (await Attached()).Length);
    }

    [Theory]
    [InlineData("arn:aws:iam::000000000000:policy/None")]
    [InlineData("arn:aws:iam::123456789012:policy/Push")] // another account's
    [InlineData("arn:aws:iam::aws:policy/None12345678")]
    [InlineData("arn:aws:iam::000000000000:policy/push")] // ARNs are exact
    [InlineData("arn:aws:iam::aws:policy/administratoraccess")]
    public async Task Only_what_is_there_is_attached(string arn)
    {
        await App.GivenHolder(kind, "thing");
        await App.GivenPolicy("Push");
        (await Attach("thing", arn)).IsRefused(404, "NoSuchEntity", $"Policy {arn} does not exist or is not attachable.");
        Assert.Empty(await Attached());
    }

    [Fact]
    public async Task What_a_service_needs_for_itself_is_not_for_others()
    {
        await App.GivenHolder(kind, "thing");
        (await Attach("thing", "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy")).IsRefused(
            400, "PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role.");
    }

    [Fact]
    public async Task Nothing_is_attached_to_nobody()
    {
        (await Attach("nobody", PolicyCalls.Aws)).IsRefused(404, "NoSuchEntity", $"The {kind.ToLowerInvariant()} with name nobody cannot be found.");
        await App.GivenHolder(kind, "thing");
        (await Attach("thing", "arn:aws:iam::000000000000:user/a")).IsRefused(400, "ValidationError", "ARN arn:aws:iam::000000000000:user/a is not valid.");
    }

    private Task<AwsAnswer> Attach(string name, string arn) => App.Iam($"Attach{kind}Policy", $"{kind}Name={name}", $"PolicyArn={arn}");

    private async Task<string[]> Attached() => (await App.Iam($"ListAttached{kind}Policies", $"{kind}Name=thing")).Texts("PolicyArn");
}
