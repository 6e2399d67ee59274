using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.SigV4;

/// <summary>Operations that need no signature, and only those.</summary>
public sealed class UnsignedTests(WireHost host) : IClassFixture<WireHost>
{
    private static readonly WireRequest Unsigned = WireRequest.Form("Action=PingUnsigned&Version=2026-01-02");

    [Fact]
    public async Task It_is_answered_without_a_signature_in_the_home_region()
    {
        var answer = await host.SendAsync(Unsigned);
        Assert.Equal(200, answer.Status);
        Assert.Contains("nobody", answer.Text, StringComparison.Ordinal);
        Assert.Contains(Signer.Region, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer something")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAUNKNOWN/20260101/eu-west-1/forms/aws4_request, SignedHeaders=host, Signature=00")]
    [InlineData("AWS4-HMAC-SHA256")]
    public async Task A_signature_that_comes_along_is_not_looked_at(string authorization)
    {
        var answer = await host.SendAsync(Unsigned.With("Authorization", authorization));
        Assert.Equal(200, answer.Status);
        Assert.Contains("nobody", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_other_operation_is_refused() =>
        Assert.Equal("MissingAuthenticationToken", (await host.SendAsync(WireRequest.Form("Action=PingQuery&Version=2026-01-02"))).Error.Code);
}
