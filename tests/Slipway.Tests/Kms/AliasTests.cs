using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Kms;

/// <summary>CreateAlias, UpdateAlias, DeleteAlias, ListAliases.</summary>
public sealed class AliasTests : IAsyncDisposable
{
    private const string Arn = "arn:aws:kms:us-east-1:000000000000:alias/web";
    private readonly SlipwayApp app = new();

    [Fact]
    public async Task An_alias_names_a_key_then_another_then_none()
    {
        var (one, two) = (await app.CreateKey(), await app.CreateKey());
        (await app.Kms("CreateAlias", $$"""{"AliasName":"alias/web","TargetKeyId":"{{one}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(("AlreadyExistsException", $"An alias with the name {Arn} already exists"), await app.KmsRefusal("CreateAlias", $$"""{"AliasName":"alias/web","TargetKeyId":"{{two}}"}"""));
        Assert.Equal([one, one], [await KeyOf("alias/web"), await KeyOf(Arn)]);
        (await app.Kms("UpdateAlias", $$"""{"AliasName":"alias/web","TargetKeyId":"{{two}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(two, await KeyOf("alias/web"));

        var listed = (await app.Kms("ListAliases", $$"""{"KeyId":"{{two}}"}""")).Expect(HttpStatusCode.OK)["Aliases"].EnumerateArray().Single();
        Assert.Equal(("alias/web", Arn, two), (listed.GetProperty("AliasName").GetString()!, listed.GetProperty("AliasArn").GetString()!, listed.GetProperty("TargetKeyId").GetString()!));
        Assert.Empty((await app.Kms("ListAliases", $$"""{"KeyId":"{{one}}"}"""))["Aliases"].EnumerateArray());
        (await app.Kms("DeleteAlias", """{"AliasName":"alias/web"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(("NotFoundException", $"Alias {Arn} is not found."), await app.KmsRefusal("DeleteAlias", """{"AliasName":"alias/web"}"""));
    }

    [Theory]
    [InlineData("web")]
    [InlineData("alias/")]
    [InlineData("alias/aws/web")]
    public async Task A_name_that_is_not_for_customers_is_refused(string name)
    {
        var key = await app.CreateKey();
        Assert.Equal("InvalidAliasNameException", (await app.KmsRefusal("CreateAlias", $$"""{"AliasName":"{{name}}","TargetKeyId":"{{key}}"}""")).Code);
    }

    [Fact]
    public async Task What_changes_a_key_takes_no_alias()
    {
        var key = await app.CreateKey();
        (await app.Kms("CreateAlias", $$"""{"AliasName":"alias/web","TargetKeyId":"{{key}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(("NotFoundException", "Invalid keyId 'alias/web'"), await app.KmsRefusal("DisableKey", """{"KeyId":"alias/web"}"""));
    }

    [Fact]
    public async Task The_key_that_AWS_would_manage_is_there_when_it_is_asked_for_and_nobody_changes_it()
    {
        var key = (await app.Kms("DescribeKey", """{"KeyId":"alias/aws/ecr"}""")).Expect(HttpStatusCode.OK)["KeyMetadata"];
        Assert.Equal("AWS", key.GetProperty("KeyManager").GetString());
        var id = key.GetProperty("KeyId").GetString()!;
        Assert.Equal(id, await KeyOf("alias/aws/ecr"));
        Assert.Equal("AccessDeniedException", (await app.KmsRefusal("ScheduleKeyDeletion", $$"""{"KeyId":"{{id}}"}""")).Code);
        Assert.Equal("AccessDeniedException", (await app.KmsRefusal("DisableKey", $$"""{"KeyId":"{{id}}"}""")).Code);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<string> KeyOf(string name) => (await app.Kms("DescribeKey", $$"""{"KeyId":"{{name}}"}""")).Expect(HttpStatusCode.OK)["KeyMetadata"].GetProperty("KeyId").GetString()!;
}
