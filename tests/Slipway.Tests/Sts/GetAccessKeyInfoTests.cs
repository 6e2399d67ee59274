using System.Net;
using Slipway.Identity;
using Slipway.Kernel;
using Slipway.Tests.Support;

namespace Slipway.Tests.Sts;

public sealed class GetAccessKeyInfoTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("000000000000")]
    [InlineData("123456789013")]
    [InlineData("999999999999")]
    public async Task A_key_tells_its_account_though_nobody_has_it(string account)
    {
        foreach (var id in new[] { UniqueIds.NewAccessKey(account, new RandomIds()), UniqueIds.NewTemporaryKey(account, new RandomIds()) })
            Assert.Equal(account, (await app.Sts(AwsKey.Admin, "GetAccessKeyInfo", $"AccessKeyId={id}")).Expect(HttpStatusCode.OK).Find("Account"));
    }

    [Fact]
    public async Task The_documented_example_is_decoded() =>
        Assert.Equal("029608264753", (await app.Sts(AwsKey.Admin, "GetAccessKeyInfo", "AccessKeyId=ASIAQNZGKIQY56JQ7WML")).Find("Account"));

    [Fact]
    public async Task A_key_that_the_operator_chose_is_looked_up() =>
        Assert.Equal(SlipwayApp.Account, (await app.Sts(AwsKey.Admin, "GetAccessKeyInfo", $"AccessKeyId={AwsKey.Admin.AccessKeyId}")).Find("Account"));

    [Theory]
    [InlineData("AKIAI44QH8DHBEXAMPLE")]
    [InlineData("AKIAOPERATORSKEY")]
    public async Task A_key_that_tells_nothing_is_refused(string id) =>
        (await app.Sts(AwsKey.Admin, "GetAccessKeyInfo", $"AccessKeyId={id}")).IsRefused("ValidationError", $"The access key {id} tells no account.");
}
