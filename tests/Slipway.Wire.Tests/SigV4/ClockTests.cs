using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.SigV4;

/// <summary>The window of five minutes to either side, to the second, and a presigned URL's own lifetime.</summary>
public sealed class ClockTests(WireHost host) : IClassFixture<WireHost>
{
    private static readonly DateTimeOffset Noon = StillClock.Noon;

    [Theory]
    [InlineData(-300)]
    [InlineData(-1)]
    [InlineData(300)]
    public async Task A_clock_that_is_off_by_up_to_five_minutes_will_do(int seconds)
    {
        foreach (var family in Enum.GetValues<ErrorFamily>())
            Assert.Equal(200, (await host.SendAsync(Door.Signed(family, Key.Alice, At(seconds)))).Status);
    }

    [Theory]
    [InlineData(ErrorFamily.Json, -301, 400, "InvalidSignatureException", "Signature expired: 20260131T115459Z is now earlier than 20260131T115500Z (20260131T120000Z - 5 min.)")]
    [InlineData(ErrorFamily.Json, 301, 400, "InvalidSignatureException", "Signature not yet current: 20260131T120501Z is still later than 20260131T120500Z (20260131T120000Z + 5 min.)")]
    [InlineData(ErrorFamily.Query, -301, 403, "SignatureDoesNotMatch", "Signature expired: 20260131T115459Z is now earlier than 20260131T115500Z (20260131T120000Z - 5 min.)")]
    [InlineData(ErrorFamily.Query, 301, 403, "SignatureDoesNotMatch", "Signature not yet current: 20260131T120501Z is still later than 20260131T120500Z (20260131T120000Z + 5 min.)")]
    [InlineData(ErrorFamily.Ec2, -301, 400, "RequestExpired", "Request has expired.")]
    [InlineData(ErrorFamily.Ec2, 301, 400, "RequestExpired", "Request has expired.")]
    public async Task One_second_more_will_not(ErrorFamily family, int seconds, int status, string code, string message) =>
        Assert.Equal((status, code, message), (await host.SendAsync(Door.Signed(family, Key.Alice, At(seconds)))).Error);

    [Theory]
    [InlineData("20260131T120000")]
    [InlineData("2026-01-31T12:00:00Z")]
    [InlineData("20260131T120000+0000")]
    [InlineData("20261331T120000Z")]
    [InlineData("20260131T12000٣Z")]
    [InlineData("")]
    public async Task A_date_in_another_form_is_refused(string stamp)
    {
        var request = Door.Of(ErrorFamily.Json).Request.With("X-Amz-Date", stamp)
            .With("Authorization", "AWS4-HMAC-SHA256 Credential=AKIAALICE00000000000/20260131/eu-central-1/shapes/aws4_request, SignedHeaders=host;x-amz-date, Signature=00");
        Assert.Equal("IncompleteSignatureException", (await host.SendAsync(request)).Error.Code);
    }

    [Fact]
    public async Task Two_dates_are_one_too_many()
    {
        var request = Signer.Sign(Door.Of(ErrorFamily.Json).Request.With("X-Amz-Date", Signer.Stamp(Noon)), Key.Alice, "shapes");
        Assert.Equal((400, "IncompleteSignatureException", "Only one X-Amz-Date header is allowed."), (await host.SendAsync(request)).Error);
    }

    [Fact]
    public async Task The_oldest_clients_sign_a_plain_date_header()
    {
        // Signed as usual, then with the date in its other form and place: the string to sign holds the same moment.
        var plain = Door.Of(ErrorFamily.Json).Request.With("Date", Noon.ToString("R"));
        var signed = Signer.Sign(plain, Key.Alice, "shapes", new() { SignedHeaders = ["content-type", "date", "host", "x-amz-target"] });
        Assert.Equal(200, (await host.SendAsync(signed.Without("X-Amz-Date"))).Status);
    }

    [Theory]
    [InlineData(-900, 200)]
    [InlineData(-901, 400)]
    [InlineData(300, 200)]
    [InlineData(301, 400)]
    public async Task A_presigned_url_works_for_as_long_as_it_says(int seconds, int status)
    {
        var request = new WireRequest { Method = "GET", Target = "/?Action=PingQuery&Version=2026-01-02" };
        var answer = await host.SendAsync(Signer.Presign(request, Key.Alice, "forms", At(seconds)));
        Assert.Equal(status == 200 ? 200 : 403, answer.Status);
        if (status != 200) Assert.Equal("SignatureDoesNotMatch", answer.Error.Code);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("604801")]
    [InlineData("99999999999999999999")]
    [InlineData("1e3")]
    [InlineData("")]
    [InlineData(" 900")]
    public async Task A_lifetime_is_a_number_of_seconds_up_to_seven_days(string expires)
    {
        var request = new WireRequest { Method = "GET", Target = "/?Action=PingQuery&Version=2026-01-02" };
        var answer = await host.SendAsync(Signer.Presign(request, Key.Alice, "forms", new() { Expires = expires }));
        Assert.Equal((400, "IncompleteSignature", "X-Amz-Expires must be a number of seconds from 1 to 604800."), answer.Error);
    }

    private static Signing At(int seconds) => new() { Stamp = Signer.Stamp(Noon.AddSeconds(seconds)) };
}
