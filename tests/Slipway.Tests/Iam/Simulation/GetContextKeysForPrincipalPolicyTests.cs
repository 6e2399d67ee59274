using Slipway.Tests.Support;
using static Slipway.Tests.Iam.Simulation.Simulations;

namespace Slipway.Tests.Iam.Simulation;

public sealed class GetContextKeysForPrincipalPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Keys_of_the_principal_s_policies_and_of_those_that_are_sent_are_named()
    {
        await app.GivenHolder("User", "alice");
        await app.PutInline("User", "alice", "own", Policy("""{"Effect":"Allow","Action":"*","Resource":"arn:aws:ecr:*:*:repository/${aws:username}"}"""));
        var sent = Policy("""{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Null":{"aws:TokenIssueTime":"true"}}}""");
        Assert.Equal(["aws:username", "aws:TokenIssueTime"], (await app.Iam(
            "GetContextKeysForPrincipalPolicy", ["PolicySourceArn=arn:aws:iam::000000000000:user/alice", .. List("PolicyInputList", sent)])).Results("ContextKeyNames"));
    }

    [Fact]
    public async Task Who_is_not_there_is_not_found() =>
        (await app.Iam("GetContextKeysForPrincipalPolicy", "PolicySourceArn=arn:aws:iam::000000000000:role/nobody"))
            .IsRefused(404, "NoSuchEntity", "The role with name nobody cannot be found.");
}
