using Microsoft.AspNetCore.Http;
using Slipway.Wire.SigV4;

namespace Slipway.Wire.Tests.SigV4;

/// <summary>The worked examples that AWS published with the algorithm, values as printed there.</summary>
public sealed class PublishedExampleTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Time = "20150830T123600Z";
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    // AWS General Reference, "Examples of the complete Signature Version 4 signing process".
    [Fact]
    public void The_documentations_list_users_example_comes_out_as_printed()
    {
        var headers = new HeaderDictionary
        {
            ["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8",
            ["Host"] = "iam.amazonaws.com",
            ["X-Amz-Date"] = Time,
        };
        var canonical = CanonicalRequest.Of("GET", "/", "Action=ListUsers&Version=2010-05-08", headers, ["content-type", "host", "x-amz-date"], EmptyHash);

        Assert.Equal(
            "GET\n/\nAction=ListUsers&Version=2010-05-08\ncontent-type:application/x-www-form-urlencoded; charset=utf-8\nhost:iam.amazonaws.com\nx-amz-date:20150830T123600Z\n\ncontent-type;host;x-amz-date\n" + EmptyHash,
            canonical);
        Assert.Equal("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59", Signature.HashOf(System.Text.Encoding.UTF8.GetBytes(canonical!)));
        Assert.Equal("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7", Signature.Of(canonical!, Time, new("20150830", "us-east-1", "iam"), Secret));
    }

    // From the test suite that was published with the algorithm: get-vanilla and its neighbours.
    [Theory]
    [InlineData("GET", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("GET", "Param1=value1&Param2=value2", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("GET", "Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("POST", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("POST", "Param1=value1", "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11")]
    public void The_published_test_suite_comes_out_as_printed(string method, string query, string signature)
    {
        var headers = new HeaderDictionary { ["Host"] = "example.amazonaws.com", ["X-Amz-Date"] = Time };
        var canonical = CanonicalRequest.Of(method, "/", query, headers, ["host", "x-amz-date"], EmptyHash);
        Assert.Equal(signature, Signature.Of(canonical!, Time, new("20150830", "us-east-1", "service"), Secret));
    }
}
