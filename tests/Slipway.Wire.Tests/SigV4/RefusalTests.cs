using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.SigV4;

/// <summary>Each failure of authentication in the words, code and status of each of the three families.</summary>
public sealed class RefusalTests(WireHost host) : IClassFixture<WireHost>
{
    private const string BadToken = "The security token included in the request is invalid.";
    private const string BadCredentials = "AWS was not able to validate the provided access credentials";
    private const string BadSignature = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    [Theory]
    [InlineData(ErrorFamily.Json, 400, "MissingAuthenticationTokenException", "Missing Authentication Token")]
    [InlineData(ErrorFamily.Query, 403, "MissingAuthenticationToken", "Request is missing Authentication Token")]
    [InlineData(ErrorFamily.Ec2, 401, "AuthFailure", BadCredentials)]
    public async Task Without_a_signature(ErrorFamily family, int status, string code, string message) =>
        Assert.Equal((status, code, message), (await host.SendAsync(Door.Of(family).Request)).Error);

    [Theory]
    [InlineData(ErrorFamily.Json, 400, "UnrecognizedClientException", BadToken)]
    [InlineData(ErrorFamily.Query, 403, "InvalidClientTokenId", BadToken)]
    [InlineData(ErrorFamily.Ec2, 401, "AuthFailure", BadCredentials)]
    public async Task With_a_key_that_nobody_holds_or_a_session_token_that_is_not_its_own(ErrorFamily family, int status, string code, string message)
    {
        Key[] strangers =
        [
            Key.Unknown,
            Key.Session with { Token = null },
            Key.Session with { Token = "another token" },
            Key.Session with { Token = Key.Session.Token!.ToUpperInvariant() },
            Key.Alice with { Token = "a token that a long-term key has not" },
            Key.Alice with { Id = "akiaalice00000000000" },
            Key.Alice with { Id = "" },
        ];
        foreach (var stranger in strangers) Assert.Equal((status, code, message), (await host.SendAsync(Door.Signed(family, stranger, new()))).Error);
    }

    [Theory]
    [InlineData(ErrorFamily.Json, 400, "InvalidSignatureException", BadSignature)]
    [InlineData(ErrorFamily.Query, 403, "SignatureDoesNotMatch", BadSignature)]
    [InlineData(ErrorFamily.Ec2, 403, "SignatureDoesNotMatch", BadSignature)]
    public async Task With_a_wrong_secret(ErrorFamily family, int status, string code, string message) =>
        Assert.Equal((status, code, message), (await host.SendAsync(Door.Signed(family, Key.Alice with { Secret = "wrong" }, new()))).Error);

    [Theory]
    [InlineData(ErrorFamily.Json, 400, "ExpiredTokenException", "The security token included in the request is expired")]
    [InlineData(ErrorFamily.Query, 403, "ExpiredToken", "The security token included in the request is expired")]
    [InlineData(ErrorFamily.Ec2, 400, "RequestExpired", "Request has expired.")]
    public async Task With_a_session_that_has_run_out(ErrorFamily family, int status, string code, string message)
    {
        Assert.Equal((status, code, message), (await host.SendAsync(Door.Signed(family, Key.Stale, new()))).Error);
        Assert.Equal((status, code, message), (await host.SendAsync(Door.Signed(family, Key.Ending, new()))).Error);
    }

    [Fact]
    public async Task Who_does_not_hold_the_secret_does_not_learn_that_a_session_has_run_out() =>
        Assert.Equal("InvalidSignatureException", (await host.SendAsync(Door.Signed(ErrorFamily.Json, Key.Stale with { Secret = "guess" }, new()))).Error.Code);

    [Theory]
    [InlineData(ErrorFamily.Json, 400, "InvalidSignatureException")]
    [InlineData(ErrorFamily.Query, 403, "SignatureDoesNotMatch")]
    [InlineData(ErrorFamily.Ec2, 401, "AuthFailure")]
    public async Task With_a_scope_that_is_not_the_requests(ErrorFamily family, int status, string code)
    {
        var service = Door.Of(family).Service;
        (string Scope, string Message)[] scopes =
        [
            ($"20260131/{Signer.Region}/s3/aws4_request", $"Credential should be scoped to correct service: '{service}'."),
            ($"20260131/{Signer.Region}/{service.ToUpperInvariant()}/aws4_request", $"Credential should be scoped to correct service: '{service}'."),
            ($"20260131//{service}/aws4_request", "Credential should be scoped to a valid region."),
            ($"20260131/Mars_1/{service}/aws4_request", "Credential should be scoped to a valid region."),
            ($"20260131/{new string('a', 33)}/{service}/aws4_request", "Credential should be scoped to a valid region."),
            ($"20260130/{Signer.Region}/{service}/aws4_request", "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260130' != '20260131', from '20260131T120000Z'."),
            ($"2026/{Signer.Region}/{service}/aws4_request", "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '2026' != '20260131', from '20260131T120000Z'."),
        ];
        foreach (var (scope, message) in scopes)
            Assert.Equal((status, code, message), (await host.SendAsync(Door.Signed(family, Key.Alice, new() { Scope = scope }))).Error);
    }

    [Theory]
    [InlineData(ErrorFamily.Json, "IncompleteSignatureException")]
    [InlineData(ErrorFamily.Query, "IncompleteSignature")]
    [InlineData(ErrorFamily.Ec2, "IncompleteSignature")]
    public async Task With_an_authorization_header_that_cannot_be_read(ErrorFamily family, string code)
    {
        const string credential = "Credential=AKIAALICE00000000000/20260131/eu-central-1/x/aws4_request";
        (string Header, string Message)[] headers =
        [
            ("AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00", "Authorization header requires 'Credential' parameter."),
            ($"AWS4-HMAC-SHA256 {credential}, SignedHeaders=host", "Authorization header requires 'Signature' parameter."),
            ($"AWS4-HMAC-SHA256 {credential}, Signature=00", "Authorization header requires 'SignedHeaders' parameter."),
            ("AWS4-HMAC-SHA256 ", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA256'."),
            ("AWS4-HMAC-SHA256 nonsense", "'nonsense' not a valid key=value pair (missing equal-sign) in Authorization header."),
            ($"AWS4-HMAC-SHA256 {credential}, {credential}, SignedHeaders=host, Signature=00", "'Credential' is given twice in the Authorization header."),
            ("AWS4-HMAC-SHA256 Credential=AKIA/20260131/us-east-1/x, SignedHeaders=host, Signature=00", "Credential must have at least 5 slash-delimited elements and end in 'aws4_request', not 'AKIA/20260131/us-east-1/x'."),
            ("AWS4-HMAC-SHA256 Credential=AKIA/20260131/us-east-1/x/aws5_request, SignedHeaders=host, Signature=00", "Credential must have at least 5 slash-delimited elements and end in 'aws4_request', not 'AKIA/20260131/us-east-1/x/aws5_request'."),
            ($"AWS4-HMAC-SHA256 {credential}, SignedHeaders=, Signature=00", "'SignedHeaders' must list at least one header and at most 100."),
            ($"AWS4-HMAC-SHA256 {credential}, SignedHeaders={string.Join(';', Enumerable.Range(0, 101))}, Signature=00", "'SignedHeaders' must list at least one header and at most 100."),
            ("Basic QVdTOnBhc3N3b3Jk", "Unsupported AWS 'algorithm': 'Basic'."),
            ("AWS4-HMAC-SHA512 x", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'."),
            ("AWS4-HMAC-SHA256x", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA256x'."),
        ];
        foreach (var (header, message) in headers)
        {
            var request = Door.Of(family).Request.With("X-Amz-Date", Signer.Stamp(StillClock.Noon)).With("Authorization", header);
            Assert.Equal((400, code, message), (await host.SendAsync(request)).Error);
        }
    }

    [Fact]
    public async Task With_nothing_but_an_algorithm_every_missing_part_is_named()
    {
        var answer = await host.SendAsync(Door.Of(ErrorFamily.Json).Request.With("Authorization", "AWS4-HMAC-SHA256 x=y"));
        Assert.Equal(
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
            answer.Error.Message);
    }

    [Theory]
    [InlineData(ErrorFamily.Json, 400, "AccessDeniedException", RecordingAuthorizer.Refusal)]
    [InlineData(ErrorFamily.Query, 403, "AccessDenied", RecordingAuthorizer.Refusal)]
    [InlineData(ErrorFamily.Ec2, 403, "UnauthorizedOperation", "You are not authorized to perform this operation. " + RecordingAuthorizer.Refusal)]
    public async Task With_a_key_whose_user_may_not(ErrorFamily family, int status, string code, string message) =>
        Assert.Equal((status, code, message), (await host.SendAsync(Door.Signed(family, Key.Mallory, new()))).Error);
}
