using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Slipway.Wire.SigV4;
using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.SigV4;

/// <summary>
/// Our canonical form and signature against botocore's, for every odd request that clients can make. The values are
/// committed, so they hold everywhere; where botocore is at hand they are computed anew, so they cannot rot.
/// </summary>
public sealed class VectorTests(WireHost host) : IClassFixture<WireHost>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. SigningCase.All.Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_canonical_request_and_the_signature_are_botocores(string name)
    {
        var (item, vector) = Find(name);
        var sent = item.Request with { Target = (string)vector["target"]! };
        var headers = new HeaderDictionary();
        foreach (var many in Sent(item, vector).Headers.GroupBy(header => header.Name, header => header.Value)) headers[many.Key] = many.ToArray();
        var canonical = (string)vector["canonical"]!;
        string[] signed = canonical.Split('\n')[^2].Split(';');

        // A presigned request was canonical before its signature was added, and ours leaves it out.
        var ours = CanonicalRequest.Of(sent.Method, sent.Path, sent.Query, headers, signed, Signature.HashOf(sent.Body));

        Assert.Equal(canonical, ours);
        Assert.Equal(
            (string)vector["signature"]!,
            Signature.Of(ours!, Signer.Stamp(StillClock.Noon), new("20260131", Signer.Region, item.Service), item.Key.Secret));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_botocore_signed_is_let_in(string name)
    {
        var (item, vector) = Find(name);
        var answer = await host.SendAsync(Sent(item, vector));
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Contains("user/alice", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_committed_values_are_what_botocore_says()
    {
        var cases = new JsonArray([.. SigningCase.All.Select(item => new JsonObject
        {
            ["method"] = item.Request.Method,
            ["target"] = item.Request.Target,
            ["headers"] = new JsonArray([.. item.Request.Headers.Select(header => new JsonArray(header.Name, header.Value))]),
            ["body"] = Convert.ToBase64String(item.Request.Body),
            ["key"] = item.Key.Id,
            ["secret"] = item.Key.Secret,
            ["token"] = item.Key.Token,
            ["service"] = item.Service,
            ["region"] = Signer.Region,
            ["stamp"] = Signer.Stamp(StillClock.Noon),
            ["presigned"] = item.IsPresigned,
        })]);
        var answers = (JsonArray)await Botocore.AskAsync("sigv4.py", cases);
        var vectors = new JsonObject(SigningCase.All.Select((item, i) => KeyValuePair.Create(item.Name, answers[i]?.DeepClone())));
        Golden.Matches(vectors.ToJsonString(Indented), "vectors.json");
    }

    private static (SigningCase Case, JsonNode Vector) Find(string name) =>
        (SigningCase.All.Single(item => item.Name == name), JsonNode.Parse(Golden.Read("vectors.json"))![name]!);

    private static WireRequest Sent(SigningCase item, JsonNode vector) => ((JsonArray)vector["added"]!).Aggregate(
        item.Request with { Target = (string)vector["target"]! },
        (request, header) => request.With((string)header![0]!, (string)header[1]!));
}
