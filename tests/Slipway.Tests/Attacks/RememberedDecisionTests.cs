using System.Net;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>Names that stand for one thing today and for another tomorrow, and decisions that are remembered under them.</summary>
public sealed class RememberedDecisionTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Who_could_read_a_secret_cannot_read_the_next_one_of_its_name()
    {
        var first = await app.CreateSecret("db", "old");
        var mallory = await app.GivenUserWith("mallory", StsCalls.Allow("secretsmanager:GetSecretValue", first));
        string[] spellings = ["db", first[..^7]];
        foreach (var name in spellings) (await app.Secrets(mallory, "GetSecretValue", $$"""{"SecretId":"{{name}}"}""")).Expect(HttpStatusCode.OK);
        (await app.Secrets("DeleteSecret", """{"SecretId":"db","ForceDeleteWithoutRecovery":true}""")).Expect(HttpStatusCode.OK);
        Assert.NotEqual(first, await app.CreateSecret("db", "new"));
        foreach (var name in spellings) Assert.Equal("AccessDeniedException", (await app.Secrets(mallory, "GetSecretValue", $$"""{"SecretId":"{{name}}"}""")).Error);
    }

    [Fact]
    public async Task Who_may_use_an_alias_may_not_use_it_for_whatever_key_comes_to_bear_it()
    {
        var (open, closed) = (await app.CreateKey(), await app.CreateKey());
        var mallory = await app.GivenUserWith("mallory", StsCalls.Document(
            StsCalls.Statement("Allow", "kms:*", "*") + "," + StsCalls.Statement("Deny", "kms:*", KmsCalls.ArnOfKey(closed))));
        Assert.Equal("NotFoundException", (await Describe(mallory)).Error);
        (await app.Kms("CreateAlias", $$"""{"AliasName":"alias/x","TargetKeyId":"{{closed}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDeniedException", (await Describe(mallory)).Error);
        (await app.Kms("UpdateAlias", $$"""{"AliasName":"alias/x","TargetKeyId":"{{open}}"}""")).Expect(HttpStatusCode.OK);
        (await Describe(mallory)).Expect(HttpStatusCode.OK);
        (await app.Kms("UpdateAlias", $$"""{"AliasName":"alias/x","TargetKeyId":"{{closed}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDeniedException", (await Describe(mallory)).Error);
    }

    private Task<AwsAnswer> Describe(AwsKey key) => app.Json("kms", "TrentService.DescribeKey", """{"KeyId":"alias/x"}""", key, SlipwayApp.Region);
}
