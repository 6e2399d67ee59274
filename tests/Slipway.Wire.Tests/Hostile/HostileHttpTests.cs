using System.Diagnostics;
using System.Globalization;
using System.Text;
using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.Hostile;

/// <summary>Bodies, methods and headers that no client sends.</summary>
public sealed class HostileHttpTests(WireHost host) : IClassFixture<WireHost>
{
    private static readonly WireRequest Ping = Signer.Sign(WireRequest.Json("Shapes_V1.Ping", "{}"), Key.Alice, "shapes");

    [Theory]
    [InlineData("Content-Length", "100", "{}")]
    [InlineData("Content-Length", "1048576", "{}")]
    [InlineData("Content-Length", "1", "")]
    [InlineData("Transfer-Encoding", "chunked", "5\r\n{")]
    [InlineData("Transfer-Encoding", "chunked", "2\r\n{}\r\n")]
    [InlineData("Transfer-Encoding", "chunked", "2\r\n{}\r\n0\r\n")]
    [InlineData("Transfer-Encoding", "chunked", "")]
    public async Task A_body_that_is_cut_off_is_nobodys_fault(string name, string value, string sent)
    {
        var before = host.Log.Lines.Count;
        foreach (var request in new[] { WireRequest.Json("Shapes_V1.Ping", "{}"), WireRequest.Form("Action=PingQuery&Version=2026-01-02") })
        {
            // A client that hangs up may get no answer at all; if it gets one, it is this.
            var bytes = await host.SendRawAsync((request.With(name, value) with { RawBody = Encoding.ASCII.GetBytes(sent) }).ToBytes(), isCut: true);
            if (bytes.Length > 0) Assert.Contains(WireAnswer.Parse(bytes).Error.Code, "IncompleteBodyException", StringComparison.Ordinal);
        }

        Assert.Equal(200, (await host.SendAsync(Ping)).Status);
        Assert.Equal(before, host.Log.Lines.Count);
    }

    [Theory]
    [InlineData("zz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("-2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}x\r\n0\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFF\r\n{}")]
    [InlineData("\r\n\r\n")]
    public async Task Chunks_that_are_broken_are_incomplete(string chunks)
    {
        var answer = await host.SendAsync(WireRequest.Json("Shapes_V1.Ping", "").With("Transfer-Encoding", "chunked") with { RawBody = Encoding.ASCII.GetBytes(chunks) });
        Assert.Equal((400, "IncompleteBodyException"), (answer.Error.Status, answer.Error.Code));
    }

    [Fact]
    public async Task A_chunked_body_is_as_good_as_any()
    {
        var signed = Signer.Sign(WireRequest.Json("Shapes_V1.Ping", "{}"), Key.Alice, "shapes");
        Assert.Equal(200, (await host.SendAsync(signed.With("Transfer-Encoding", "chunked") with { RawBody = "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"u8.ToArray() })).Status);
    }

    [Fact]
    public async Task A_large_body_that_trickles_in_is_cut_off()
    {
        // More of them than there are places: the last ones get theirs when the first ones are cut off.
        var request = Signer.Sign(WireRequest.Json("Shapes_V1.EchoJson", "{}"), Key.Alice, "shapes").With("Content-Length", "4000000");
        var answers = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => host.SendAsync(request with { RawBody = "{"u8.ToArray() })));
        Assert.All(answers, answer => Assert.Equal((408, "IncompleteBodyException"), (answer.Error.Status, answer.Error.Code)));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_before_it_is_sent_and_after()
    {
        foreach (var (request, limit, code) in new[]
        {
            (WireRequest.Json("Shapes_V1.Ping", ""), 1 << 20, "RequestEntityTooLargeException"),
            (WireRequest.Json("Shapes_V1.EchoJson", ""), 4 << 20, "RequestEntityTooLargeException"),
            (WireRequest.Json("Unknown_V1.Ping", ""), 1 << 20, "RequestEntityTooLargeException"),
            (WireRequest.Form(""), 1 << 20, "RequestEntityTooLarge"),
        })
        {
            var declared = await host.SendAsync(Signer.Sign(request, Key.Alice, "shapes").With("Content-Length", (limit + 1).ToString(CultureInfo.InvariantCulture)) with { RawBody = [] });
            Assert.Equal((413, code, $"The request body is larger than {limit} bytes"), declared.Error);

            byte[] chunk = [.. Encoding.ASCII.GetBytes($"{limit + 1:x}\r\n"), .. new byte[limit + 1], .. "\r\n0\r\n\r\n"u8];
            var chunked = await host.SendAsync(Signer.Sign(request, Key.Alice, "shapes").With("Transfer-Encoding", "chunked") with { RawBody = chunk });
            Assert.Equal((413, code, $"The request body is larger than {limit} bytes"), chunked.Error);
        }
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_read()
    {
        var body = $$"""{"x":"{{new string('x', (1 << 20) - 8)}}"}""";
        Assert.Equal(1 << 20, body.Length);
        Assert.Equal(200, (await host.SendSignedAsync(WireRequest.Json("Shapes_V1.Ping", body), "shapes")).Status);
        var whole = Signer.Sign(WireRequest.Json("Shapes_V1.Ping", body), Key.Alice, "shapes");
        byte[] chunks = [.. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. whole.Body, .. "\r\n0\r\n\r\n"u8];
        Assert.Equal(200, (await host.SendAsync(whole.With("Transfer-Encoding", "chunked") with { RawBody = chunks })).Status);
    }

    [Fact]
    public async Task A_large_body_is_read_only_for_a_key_that_is_known()
    {
        var large = WireRequest.Json("Shapes_V1.EchoJson", new byte[2 << 20]);
        Assert.Equal("MissingAuthenticationTokenException", (await host.SendAsync(large.With("Content-Length", "2097152") with { RawBody = [] })).Error.Code);
        Assert.Equal("UnrecognizedClientException", (await host.SendAsync(Signer.Sign(large, Key.Unknown, "shapes").With("Content-Length", "2097152") with { RawBody = [] })).Error.Code);
        Assert.Equal("SerializationException", (await host.SendSignedAsync(large, "shapes")).Error.Code);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("BREW")]
    public async Task Other_methods_are_not_allowed(string method)
    {
        var json = await host.SendAsync(Signer.Sign(WireRequest.Json("Shapes_V1.Ping", "{}") with { Method = method }, Key.Alice, "shapes"));
        Assert.Equal((405, "UnknownOperationException"), (json.Error.Status, json.Error.Code));
        Assert.Equal("GET, POST", json.Headers["Allow"]);
        var form = await host.SendAsync(Signer.Sign(WireRequest.Form("Action=PingQuery&Version=2026-01-02") with { Method = method }, Key.Alice, "forms"));
        Assert.Equal((405, "InvalidAction"), (form.Error.Status, form.Error.Code));
    }

    [Fact]
    public async Task A_json_operation_is_not_called_with_get()
    {
        var answer = await host.SendAsync(Signer.Sign(WireRequest.Json("Shapes_V1.Ping", "{}") with { Method = "GET" }, Key.Alice, "shapes"));
        Assert.Equal((405, "UnknownOperationException"), (answer.Error.Status, answer.Error.Code));
    }

    [Theory]
    [InlineData("Shapes_V1.Nothing", "Nothing")]
    [InlineData("Shapes_V1.ping", "ping")]
    [InlineData("shapes_v1.Ping", "Ping")]
    [InlineData("Shapes_V2.Ping", "Ping")]
    [InlineData("Shapes_V1", "Shapes_V1")]
    [InlineData("Shapes_V1.", "")]
    [InlineData(".Ping", "Ping")]
    [InlineData("Shapes_V1.Ping.Ping", "Ping")]
    [InlineData("Shapes_V1.<b>\"", "<b>\"")]
    [InlineData("", "")]
    public async Task An_unknown_target_is_an_unknown_operation(string target, string named)
    {
        var answer = await host.SendSignedAsync(WireRequest.Json(target, "{}"), "shapes");
        Assert.Equal((400, "UnknownOperationException", $"The operation '{named}' is not known or not implemented."), answer.Error);
    }

    [Fact]
    public async Task An_unknown_operation_is_named_only_to_those_who_may_ask() =>
        Assert.Equal("MissingAuthenticationTokenException", (await host.SendAsync(WireRequest.Json("Shapes_V1.Nothing", "{}"))).Error.Code);

    [Fact]
    public async Task Who_says_json_without_a_target_is_answered_in_json()
    {
        var request = (WireRequest.Form("{}") with { Headers = [("Host", WireRequest.Host)] }).With("Content-Type", "application/x-amz-json-1.0");
        var answer = await host.SendSignedAsync(request, "shapes");
        Assert.Equal((400, "UnknownOperationException"), (answer.Error.Status, answer.Error.Code));
        Assert.Equal("application/x-amz-json-1.0", answer.ContentType);
    }

    [Fact]
    public async Task Two_targets_are_none() =>
        Assert.Equal("UnknownOperationException", (await host.SendSignedAsync(WireRequest.Json("Shapes_V1.Ping", "{}").With("X-Amz-Target", "Shapes_V1.Ping"), "shapes")).Error.Code);

    [Fact]
    public async Task A_form_sent_to_a_target_is_no_json() =>
        Assert.Equal("SerializationException", (await host.SendSignedAsync(WireRequest.Json("Shapes_V1.Ping", "Action=PingQuery&Version=2026-01-02"), "shapes")).Error.Code);

    [Fact]
    public async Task A_service_is_not_reached_with_another_ones_signature()
    {
        var answer = await host.SendSignedAsync(WireRequest.Form("Action=PingQuery&Version=2026-01-02"), "ec2forms");
        Assert.Equal((403, "SignatureDoesNotMatch", "Credential should be scoped to correct service: 'forms'."), answer.Error);
    }

    [Fact]
    public async Task Every_answer_names_its_request()
    {
        Assert.Matches("^[0-9a-f-]{36}$", (await host.SendAsync(Ping)).RequestId);
        Assert.Matches("^[0-9a-f-]{36}$", (await host.SendAsync(Ping.Without("Authorization"))).RequestId);
    }

    [Fact]
    public async Task Time_grows_no_faster_than_the_request()
    {
        string Evil(int length) => $$"""{"lookingAround":"{{new string('a', length)}}","crossing":"{{new string('x', length)}}","letters":"{{new string('a', length)}}!","countingHigh":"{{new string('a', length)}}!"}""";
        foreach (var length in new[] { 40, 4_000, 200_000 })
        {
            var watch = Stopwatch.StartNew();
            var answer = await host.SendSignedAsync(WireRequest.Json("Shapes_V1.Bounded", Evil(length)), "shapes");
            Assert.Equal((400, "ValidationError"), (answer.Error.Status, answer.Error.Code));
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{length} letters took {watch.Elapsed}");
        }
    }
}
