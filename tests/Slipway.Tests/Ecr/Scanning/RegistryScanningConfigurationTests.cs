using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Scanning;

/// <summary>PutRegistryScanningConfiguration and GetRegistryScanningConfiguration.</summary>
public sealed class RegistryScanningConfigurationTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task It_is_basic_and_without_rules_until_it_is_put()
    {
        Golden.Matches((await app.Ecr("GetRegistryScanningConfiguration", "{}")).Expect(HttpStatusCode.OK).Body, "default");
        Golden.Matches((await app.PutScanning("ENHANCED", "CONTINUOUS_SCAN prod*", "SCAN_ON_PUSH dev test/*")).Expect(HttpStatusCode.OK).Body, "put");
        await app.Restart();
        Golden.Matches((await app.Ecr("GetRegistryScanningConfiguration", "{}")).Expect(HttpStatusCode.OK).Body, "got");
        Assert.Equal("BASIC", (await app.Ecr("GetRegistryScanningConfiguration", "{}", AwsKey.Admin, "eu-west-1"))["scanningConfiguration.scanType"].GetString());
    }

    [Fact]
    public async Task What_is_left_out_of_the_rules_is_gone_and_a_type_that_is_left_out_stays()
    {
        (await app.PutScanning("ENHANCED", "CONTINUOUS_SCAN prod*")).Expect(HttpStatusCode.OK);
        var put = (await app.Ecr("PutRegistryScanningConfiguration", "{}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("ENHANCED", 0), (put["registryScanningConfiguration.scanType"].GetString(), put["registryScanningConfiguration.rules"].GetArrayLength()));
    }

    [Theory]
    [InlineData("BASIC", "CONTINUOUS_SCAN")]
    [InlineData("BASIC", "MANUAL")]
    [InlineData("ENHANCED", "MANUAL")]
    public async Task A_type_knows_its_frequencies(string type, string frequency) => (await app.PutScanning(type, $"{frequency} *")).IsInvalid(
        "rules", $"The scan frequency {frequency} is not supported for the scan type {type}");

    [Theory]
    [InlineData("Prod")]
    [InlineData("a..b")]
    [InlineData("-a")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")]
    public async Task A_filter_has_a_grammar(string filter) =>
        Assert.Equal("InvalidParameterException", (await app.PutScanning("BASIC", $"SCAN_ON_PUSH {filter}")).Error);

    [Fact]
    public async Task There_are_at_most_two_rules() =>
        Assert.Equal("InvalidParameterException", (await app.PutScanning("ENHANCED", "SCAN_ON_PUSH a", "SCAN_ON_PUSH b", "CONTINUOUS_SCAN c")).Error);
}
