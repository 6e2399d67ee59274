using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.RegistryRequests;

namespace Slipway.Tests.Ecr.Referrers;

public sealed class ListImageReferrersTests : IAsyncDisposable
{
    private const string Repository = "team/web", Sbom = "application/spdx+json", Signature = "application/vnd.cncf.notary.signature";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_referrer_is_told_with_all_that_the_registry_tells_of_it()
    {
        var subject = await PushSubject();
        var digest = await Refer(subject, Sbom, """{"org.example":"1"}""");
        var answer = (await List(subject, "")).Expect(HttpStatusCode.OK);
        using var oci = await app.Get($"/v2/{Repository}/referrers/{subject}");
        var descriptor = JsonDocument.Parse(await oci.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("manifests")[0];
        Assert.Equal(
            $$$"""{"referrers":[{"digest":"{{{digest}}}","mediaType":"{{{OciManifest}}}","artifactType":"{{{Sbom}}}","size":{{{descriptor.GetProperty("size")}}},"annotations":{"org.example":"1"},"artifactStatus":"ACTIVE"}]}""",
            answer.Body);
        Assert.Equal(digest, descriptor.GetProperty("digest").GetString());
    }

    [Fact]
    public async Task Nothing_refers_to_what_is_not_there()
    {
        await app.CreateRepository(Repository);
        Assert.Equal("""{"referrers":[]}""", (await List(DigestOf([1]), "")).Expect(HttpStatusCode.OK).Body);
        (await List("nonsense", "")).IsInvalid("subjectId.imageDigest", "Member must satisfy regular expression pattern: [a-zA-Z0-9-_+.]+:[a-fA-F0-9]+");
    }

    [Fact]
    public async Task A_missing_repository_is_missed() => (await List(DigestOf([1]), "")).IsRefused(
        "RepositoryNotFoundException", "The repository with name 'team/web' does not exist in the registry with id '000000000000'");

    [Fact]
    public async Task Types_are_any_of_those_named_and_an_empty_list_means_all()
    {
        var subject = await PushSubject();
        var (one, two, three) = (await Refer(subject, Sbom, "{}"), await Refer(subject, Signature, "{}"), await Refer(subject, "application/other", "{}"));
        Assert.Equal(Ordered(one, two), await Digests(subject, $$""","filter":{"artifactTypes":["{{Sbom}}","{{Signature}}","{{Sbom}}"]}"""));
        Assert.Equal([three], await Digests(subject, ""","filter":{"artifactTypes":["application/other"]}"""));
        Assert.Equal(Ordered(one, two, three), await Digests(subject, ""","filter":{"artifactTypes":[]}"""));
        Assert.Equal(Ordered(one, two, three), await Digests(subject, ""","filter":{"artifactStatus":"ANY"}"""));
        Assert.Equal(Ordered(one, two, three), await Digests(subject, ""","filter":{"artifactStatus":"ACTIVE"}"""));
        Assert.Empty(await Digests(subject, ""","filter":{"artifactStatus":"ARCHIVED"}"""));
        Assert.Empty(await Digests(subject, ""","filter":{"artifactStatus":"ACTIVATING"}"""));
        Assert.Equal("InvalidParameterException", (await List(subject, ""","filter":{"artifactStatus":"GONE"}""")).Error);
    }

    [Fact]
    public async Task Pages_have_20_unless_said_otherwise_and_at_most_50_and_none_is_told_twice()
    {
        var subject = await PushSubject();
        List<string> pushed = [];
        for (var i = 0; i < 27; i++) pushed.Add(await Refer(subject, i % 3 == 0 ? Sbom : Signature, $$"""{"n":"{{i}}"}"""));
        Assert.Equal(20, (await List(subject, ""))["referrers"].GetArrayLength());
        foreach (var (filter, expected) in new[] { ("", Ordered([.. pushed])), ($$""","filter":{"artifactTypes":["{{Signature}}","{{Sbom}}"]}""", Ordered([.. pushed])) })
        {
            foreach (var size in (int[])[1, 4, 9, 27, 50])
            {
                List<string> found = [];
                string? token = null;
                do
                {
                    var page = (await List(subject, $$"""{{filter}},"maxResults":{{size}}{{(token is null ? "" : $",\"nextToken\":\"{token}\"")}}""")).Expect(HttpStatusCode.OK);
                    found.AddRange(page["referrers"].EnumerateArray().Select(referrer => referrer.GetProperty("digest").GetString()!));
                    token = page.Json.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
                }
                while (token is not null);
                Assert.Equal(expected, found);
            }
        }

        (await List(subject, ""","maxResults":51""")).IsInvalid("maxResults", "Member must have value less than or equal to 50");
        var first = await List(subject, ""","maxResults":1""");
        (await List(DigestOf([9]), $$""","nextToken":"{{first["nextToken"].GetString()}}" """)).IsInvalid("nextToken", "Invalid token");
    }

    private static IReadOnlyList<string> Ordered(params string[] digests) => [.. digests.Order(StringComparer.Ordinal)];

    private async Task<IReadOnlyList<string>> Digests(string subject, string more) =>
        [.. (await List(subject, more)).Expect(HttpStatusCode.OK)["referrers"].EnumerateArray().Select(referrer => referrer.GetProperty("digest").GetString()!)];

    private Task<AwsAnswer> List(string subject, string more) =>
        app.Ecr("ListImageReferrers", $$"""{"repositoryName":"{{Repository}}","subjectId":{"imageDigest":"{{subject}}"}{{more}}}""");

    private async Task<string> PushSubject()
    {
        await app.CreateRepository(Repository);
        return await app.PushImage(Repository, "v1", 1);
    }

    private async Task<string> Refer(string subject, string artifactType, string annotations)
    {
        var config = await app.PushBlob(Repository, Bytes("{}"));
        return await app.PushManifest(Repository, null, $$"""
            {"schemaVersion":2,"mediaType":"{{OciManifest}}","artifactType":"{{artifactType}}","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"{{config}}","size":2},"layers":[],
             "subject":{"mediaType":"{{OciManifest}}","digest":"{{subject}}","size":2},"annotations":{{annotations}} }
            """, OciManifest);
    }
}
