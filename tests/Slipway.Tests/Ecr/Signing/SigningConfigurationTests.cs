using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Signing.SigningCalls;

namespace Slipway.Tests.Ecr.Signing;

/// <summary>PutSigningConfiguration, GetSigningConfiguration, DeleteSigningConfiguration and GetSigningCertificate.</summary>
public sealed class SigningConfigurationTests : IAsyncDisposable
{
    private const string Missing = "Signing configuration does not exist in the registry with id '000000000000'";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_was_put_is_answered_until_it_is_deleted()
    {
        (await app.Ecr("GetSigningConfiguration", "{}")).IsRefused("SigningConfigurationNotFoundException", Missing);
        var put = await app.Ecr("PutSigningConfiguration", Configuration([Release, "prod/*", "*-final"], [Audit]));
        Golden.Matches(put.Expect(HttpStatusCode.OK).Body, "put");
        await app.Restart();
        var got = (await app.Ecr("GetSigningConfiguration", "{}")).Expect(HttpStatusCode.OK);
        Assert.Equal("000000000000", got["registryId"].GetString());
        Assert.Equal(put["signingConfiguration"].GetRawText(), got["signingConfiguration"].GetRawText());
        (await app.Ecr("GetSigningConfiguration", "{}", AwsKey.Admin, "eu-west-1")).IsRefused("SigningConfigurationNotFoundException", Missing);
        Assert.Equal(got.Body, (await app.Ecr("DeleteSigningConfiguration", "{}")).Expect(HttpStatusCode.OK).Body);
        (await app.Ecr("DeleteSigningConfiguration", "{}")).IsRefused("SigningConfigurationNotFoundException", Missing);
    }

    [Fact]
    public async Task Rules_outside_their_bounds_are_refused()
    {
        Assert.Equal("InvalidParameterException", (await Put([.. Enumerable.Repeat<string[]>([Release], 11)])).Error);
        Assert.Equal("InvalidParameterException", (await Put([Release, .. Enumerable.Repeat("a", 101)])).Error);
        Assert.Equal("InvalidParameterException", (await Put([Release, "UPPER"])).Error);
        Assert.Equal("InvalidParameterException", (await Put(["arn:aws:signer:us-east-1:000000000000:/signing-profiles/x"])).Error);
        (await Put([.. Enumerable.Repeat<string[]>([Release], 10)])).Expect(HttpStatusCode.OK);
        (await Put()).Expect(HttpStatusCode.OK);
        Assert.Equal("InvalidParameterException", (await app.Ecr("PutSigningConfiguration", "{}")).Error);
    }

    [Theory]
    [InlineData("arn:aws:signer:eu-west-1:000000000000:/signing-profiles/release")]
    public async Task A_profile_of_elsewhere_is_refused(string profile) => (await Put([profile])).IsInvalid(
        "signingConfiguration", $"The signing profile '{profile}' must be of the account 000000000000 and the region us-east-1");

    [Fact]
    public async Task Nobody_may_sign_with_another_accounts_profile() =>
        Assert.Equal("AccessDeniedException", (await Put(["arn:aws:signer:us-east-1:111122223333:/signing-profiles/release"])).Error);

    [Fact]
    public async Task A_profile_keeps_its_key_whatever_happens_to_the_configuration()
    {
        await app.Sign([Release]);
        var chain = await app.Certificate(Release, "certificateChain");
        Assert.EndsWith(await app.Certificate(Release, "rootCertificate"), chain, StringComparison.Ordinal);
        (await app.Ecr("DeleteSigningConfiguration", "{}")).Expect(HttpStatusCode.OK);
        await app.Restart();
        Assert.Equal(chain, await app.Certificate(Release, "certificateChain"));
        await app.Sign([Release], [Audit]);
        Assert.Equal(chain, await app.Certificate(Release, "certificateChain"));
        Assert.NotEqual(chain, await app.Certificate(Audit, "certificateChain"));
    }

    [Theory]
    [InlineData("arn:aws:signer:us-east-1:000000000000:/signing-profiles/unknown")]
    [InlineData("arn:aws:signer:us-east-1:111122223333:/signing-profiles/release")]
    public async Task A_profile_that_no_configuration_named_has_no_certificate(string profile)
    {
        await app.Sign([Release]);
        (await app.Json("slipway", "Slipway_V20261120.GetSigningCertificate", $$"""{"signingProfileArn":"{{profile}}"}""", AwsKey.Admin, SlipwayApp.Region))
            .IsRefused("SigningProfileNotFoundException", $"No signing configuration has named the signing profile '{profile}'");
    }

    [Fact]
    public async Task The_key_is_nowhere_in_the_clear()
    {
        await app.Sign([Release]);
        await app.StopAsync();
        // PKCS #8 of a P-256 key begins so; the algorithm's identifier alone stands in certificates too.
        var head = Convert.FromHexString("020100301306072A8648CE3D020106082A8648CE3D030107");
        foreach (var file in Directory.EnumerateFiles(app.DataFolder, "slipway.db*"))
            Assert.True((await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().IndexOf(head) < 0, file);
    }

    private Task<AwsAnswer> Put(params string[][] rules) => app.Ecr("PutSigningConfiguration", Configuration(rules));
}
