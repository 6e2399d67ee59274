using Slipway.Tests.Support;
using static Slipway.Tests.Iam.Simulation.Simulations;

namespace Slipway.Tests.Iam.Simulation;

public sealed class GetContextKeysForCustomPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Keys_and_variables_are_named_once_each()
    {
        const string One = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"arn:aws:dynamodb:us-west-2:123456789012:table/${aws:username}","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2015-08-16T12:00:00Z"}}}}""";
        var two = Policy("""{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"AWS:currentTime":"true"},"Null":{"aws:PrincipalTag/Team":"true"}}}""");
        Assert.Equal(
            ["aws:username", "aws:CurrentTime", "aws:PrincipalTag/Team"],
            (await app.Iam("GetContextKeysForCustomPolicy", List("PolicyInputList", One, two))).Results("ContextKeyNames"));
    }

    [Fact]
    public async Task A_policy_that_does_not_parse_is_refused() =>
        Assert.Equal("InvalidInput", (await app.Iam("GetContextKeysForCustomPolicy", List("PolicyInputList", "{"))).Error);
}
