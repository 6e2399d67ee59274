using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.SigV4;

/// <summary>A signature holds for exactly what was signed, and what decides a request's meaning must be.</summary>
public sealed class WhatIsSignedTests(WireHost host) : IClassFixture<WireHost>
{
    private static readonly WireRequest Json = Door.Of(ErrorFamily.Json).Request;

    private static WireRequest Signed => Signer.Sign(Json.With("X-Extra", "a"), Key.Alice, "shapes");

    [Fact]
    public async Task The_caller_is_who_signed_in_the_region_that_they_signed_for()
    {
        var answer = await host.SendAsync(Signer.Sign(Json, Key.Session, "shapes", new() { Region = "mars-north-1" }));
        Assert.Equal("""{"principal":"arn:aws:iam::111122223333:user/alice","region":"mars-north-1"}""", answer.Text);
    }

    [Fact]
    public async Task What_was_tampered_with_is_refused()
    {
        (string What, WireRequest Request)[] tampered =
        [
            ("body", Signed with { Body = """{"a":1}"""u8.ToArray() }),
            ("body of the same length", Signed with { Body = "[]"u8.ToArray() }),
            ("body taken away", Signed with { Body = [] }),
            ("method", Signed with { Method = "GET" }),
            ("path", Signed with { Target = "/x" }),
            ("query added", Signed with { Target = "/?x=1" }),
            ("target", Signed.Without("X-Amz-Target").With("X-Amz-Target", "Shapes_V1.EchoJson")),
            ("extra header", Signed.Without("X-Extra").With("X-Extra", "b")),
            ("extra header gone", Signed.Without("X-Extra")),
            ("extra header twice", Signed.With("X-Extra", "a")),
            ("host", Signed with { Headers = [("Host", "example.com"), .. Signed.Headers.Skip(1)] }),
            ("content type", Signed.Without("Content-Type").With("Content-Type", "application/x-amz-json-1.0")),
            ("date", Signed.Without("X-Amz-Date").With("X-Amz-Date", "20260131T120001Z")),
            ("signature in upper case", Changed("Signature=", text => text.ToUpperInvariant())),
            ("signature shortened", Changed("Signature=", text => text[..^1])),
            ("signature lengthened", Changed("Signature=", text => text + "0")),
            ("signature empty", Changed("Signature=", _ => "")),
            ("token added", Signed.With("X-Amz-Security-Token", "t")),
        ];
        foreach (var (what, request) in tampered)
        {
            var answer = await host.SendAsync(request);
            Assert.True(answer.Status is 400 or 405, $"{what}: {answer.Status} {answer.Text}");
            Assert.True(answer.Error.Code is "InvalidSignatureException" or "UnrecognizedClientException" or "UnknownOperationException", answer.Text);
        }
    }

    [Theory]
    [InlineData("host")]
    [InlineData("x-amz-target")]
    [InlineData("x-amz-date")]
    [InlineData("x-amz-security-token")]
    public async Task What_decides_the_meaning_must_be_signed(string name)
    {
        string[] all = ["content-type", "host", "x-amz-date", "x-amz-security-token", "x-amz-target"];
        Assert.Equal(200, (await host.SendAsync(Signer.Sign(Json, Key.Session, "shapes", new() { SignedHeaders = all }))).Status);
        var answer = await host.SendAsync(Signer.Sign(Json, Key.Session, "shapes", new() { SignedHeaders = [.. all.Where(signed => signed != name)] }));
        Assert.Equal((400, "InvalidSignatureException"), (answer.Error.Status, answer.Error.Code));
    }

    [Fact]
    public async Task What_decides_nothing_need_not_be_signed()
    {
        var request = Signer.Sign(Json, Key.Alice, "shapes", new() { SignedHeaders = ["host", "x-amz-date", "x-amz-target"] });
        Assert.Equal(200, (await host.SendAsync(request.With("X-Forwarded-For", "10.0.0.1").With("User-Agent", "x"))).Status);
    }

    [Fact]
    public async Task Signed_headers_are_taken_in_the_order_and_case_in_which_they_are_listed()
    {
        var unsorted = Signer.Sign(Json, Key.Alice, "shapes", new() { SignedHeaders = ["x-amz-target", "host", "x-amz-date"] });
        Assert.Equal(200, (await host.SendAsync(unsorted)).Status);
        var header = Signed.Value("Authorization");
        var upper = header.Replace("content-type;host", "Content-Type;Host", StringComparison.Ordinal);
        Assert.NotEqual(header, upper);
        Assert.Equal(200, (await host.SendAsync(Signed.Without("Authorization").With("Authorization", upper))).Status);
    }

    [Fact]
    public async Task Two_signatures_are_one_too_many()
    {
        var twice = Signed.With("Authorization", Signed.Value("Authorization"));
        Assert.Equal((400, "IncompleteSignatureException", "Only one Authorization header is allowed."), (await host.SendAsync(twice)).Error);

        var presigned = Signer.Presign(new WireRequest { Method = "GET", Target = "/?Action=PingQuery&Version=2026-01-02" }, Key.Alice, "forms", new());
        var both = Signer.Sign(presigned, Key.Alice, "forms");
        var answer = await host.SendAsync(both);
        Assert.Equal((400, "IncompleteSignature", "A request is signed in its Authorization header or in its query string, not in both."), answer.Error);
    }

    [Theory]
    [InlineData("&X-Amz-Expires=1")]
    [InlineData("&x-amz-expires=1")]
    [InlineData("&X-Amz-Credential=x")]
    [InlineData("&X-Amz-Signature=00")]
    [InlineData("&Action=Quiet")]
    [InlineData("&y=2")]
    public async Task Nothing_can_be_added_to_a_presigned_url(string more)
    {
        var presigned = Signer.Presign(new WireRequest { Method = "GET", Target = "/?Action=PingQuery&Version=2026-01-02" }, Key.Alice, "forms", new());
        Assert.Equal(200, (await host.SendAsync(presigned)).Status);
        var answer = await host.SendAsync(presigned with { Target = presigned.Target + more });
        Assert.True(answer.Error.Code is "IncompleteSignature" or "SignatureDoesNotMatch", answer.Text);
    }

    // Whoever reads the query reads a space: the two must not be signed alike.
    [Fact]
    public async Task A_plus_sign_cannot_be_put_in_the_place_of_an_encoded_one()
    {
        var presigned = Signer.Presign(new WireRequest { Method = "GET", Target = "/?Action=PingQuery&Version=2026-01-02&y=a%2Bb" }, Key.Alice, "forms", new());
        Assert.Equal(200, (await host.SendAsync(presigned)).Status);
        Assert.Equal("SignatureDoesNotMatch", (await host.SendAsync(presigned with { Target = presigned.Target.Replace("a%2Bb", "a+b", StringComparison.Ordinal) })).Error.Code);
    }

    [Theory]
    [InlineData("X-Amz-Algorithm")]
    [InlineData("X-Amz-Credential")]
    [InlineData("X-Amz-Date")]
    [InlineData("X-Amz-Expires")]
    [InlineData("X-Amz-SignedHeaders")]
    [InlineData("X-Amz-Signature")]
    public async Task A_presigned_url_needs_all_of_its_parts(string name)
    {
        var presigned = Signer.Presign(new WireRequest { Method = "GET", Target = "/?Action=PingQuery&Version=2026-01-02" }, Key.Alice, "forms", new());
        var without = string.Join('&', presigned.Target.Split('&').Where(pair => !pair.StartsWith(name + "=", StringComparison.Ordinal)));
        Assert.NotEqual(presigned.Target, without);
        var answer = await host.SendAsync(presigned with { Target = without });
        Assert.Equal((400, "IncompleteSignature", $"AWS query-string parameters must include '{name}', once. Re-examine the query-string parameters."), answer.Error);
    }

    [Fact]
    public async Task A_presigned_header_must_come_with_its_value()
    {
        var request = new WireRequest { Method = "GET", Target = "/?Action=PingQuery&Version=2026-01-02" }.With("x-k8s-aws-id", "mine");
        var presigned = Signer.Presign(request, Key.Session, "forms", new());
        Assert.Equal(200, (await host.SendAsync(presigned)).Status);
        Assert.Equal("SignatureDoesNotMatch", (await host.SendAsync(presigned.Without("x-k8s-aws-id"))).Error.Code);
        Assert.Equal("SignatureDoesNotMatch", (await host.SendAsync(presigned.Without("x-k8s-aws-id").With("x-k8s-aws-id", "yours"))).Error.Code);
    }

    [Fact]
    public async Task A_whole_address_in_the_request_line_means_its_path()
    {
        var request = Signer.Sign(WireRequest.Form("Action=PingQuery&Version=2026-01-02") with { Target = "/a?b=c" }, Key.Alice, "forms");
        Assert.Equal(200, (await host.SendAsync(request with { Target = "http://localhost:4566/a?b=c" })).Status);
    }

    private static WireRequest Changed(string field, Func<string, string> change)
    {
        var header = Signed.Value("Authorization");
        var at = header.IndexOf(field, StringComparison.Ordinal) + field.Length;
        return Signed.Without("Authorization").With("Authorization", header[..at] + change(header[at..]));
    }
}
