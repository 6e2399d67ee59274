using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.SecretsManager;

/// <summary>DeleteSecret, RestoreSecret, and the worker that destroys secrets in time.</summary>
public sealed class SecretDeletionTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_secret_can_be_restored_until_its_time_is_over()
    {
        var arn = await app.CreateSecret("s", "value");
        var deleted = (await app.Secrets("DeleteSecret", """{"SecretId":"s","RecoveryWindowInDays":7}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(FakeClock.Start.AddDays(7).ToUnixTimeSeconds(), deleted["DeletionDate"].GetInt64());
        (await app.Secrets("GetSecretValue", """{"SecretId":"s"}""")).IsRefused(
            "InvalidRequestException", "You can't perform this operation on the secret because it was marked for deletion.");
        (await app.Secrets("CreateSecret", """{"Name":"s"}""")).IsRefused(
            "InvalidRequestException", "You can't create this secret because a secret with this name is already scheduled for deletion.");
        Assert.Equal("InvalidRequestException", (await app.Secrets("DeleteSecret", """{"SecretId":"s"}""")).Error);
        Assert.Equal(FakeClock.Start.ToUnixTimeSeconds(), (await app.Secrets("DescribeSecret", """{"SecretId":"s"}"""))["DeletedDate"].GetInt64());

        (await app.Secrets("RestoreSecret", $$"""{"SecretId":"{{arn}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("value", (await app.Secrets("GetSecretValue", """{"SecretId":"s"}"""))["SecretString"].GetString());
    }

    [Fact]
    public async Task When_its_time_is_over_a_worker_destroys_it()
    {
        var arn = await app.CreateSecret("s", "value");
        await app.CreateSecret("other", "value");
        await app.Secrets("DeleteSecret", """{"SecretId":"s"}""");
        app.Clock.Advance(TimeSpan.FromDays(30));
        for (var left = 100; (await app.Secrets("DescribeSecret", """{"SecretId":"s"}""")).Error is null && left > 0; left--) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal("ResourceNotFoundException", (await app.Secrets("RestoreSecret", """{"SecretId":"s"}""")).Error);
        Assert.Null((await app.Secrets("DescribeSecret", """{"SecretId":"other"}""")).Error);
        Assert.NotEqual(arn, await app.CreateSecret("s", "value"));
    }

    [Fact]
    public async Task By_force_it_goes_at_once_and_its_name_is_free()
    {
        await app.CreateSecret("s", "value");
        Assert.Equal("InvalidParameterException", (await app.Secrets("DeleteSecret", """{"SecretId":"s","ForceDeleteWithoutRecovery":true,"RecoveryWindowInDays":7}""")).Error);
        Assert.Equal("InvalidParameterException", (await app.Secrets("DeleteSecret", """{"SecretId":"s","RecoveryWindowInDays":6}""")).Error);
        (await app.Secrets("DeleteSecret", """{"SecretId":"s","ForceDeleteWithoutRecovery":true}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("ResourceNotFoundException", (await app.Secrets("RestoreSecret", """{"SecretId":"s"}""")).Error);
        await app.CreateSecret("s", "value");
    }
}
