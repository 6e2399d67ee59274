using System.Globalization;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci.PullThrough;

/// <summary>Upstreams that know no referrers, do not answer, or tell too many or nonsense.</summary>
public sealed class OddReferrersTests : IAsyncLifetime
{
    private const string Cached = "odd/team/web";

    private readonly SlipwayApp app = PullThroughCalls.NewCache();
    private OddRegistry odd = null!;
    private string subject = "", own = "", path = "";

    public async ValueTask InitializeAsync()
    {
        odd = await OddRegistry.StartAsync();
        subject = odd.Serve("team/web", "v1", "{}"u8.ToArray(), RegistryRequests.RandomBytes(5, 1000));
        path = $"/v2/team/web/referrers/{subject}";
        await app.CreateRule("odd", odd.Url);
        await app.Get($"/v2/{Cached}/manifests/v1").Bytes();
        await app.Arrived(Cached, "v1");
        own = await app.Refer(Cached, subject, ReferrerCalls.Sbom, 1);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await odd.DisposeAsync();
    }

    [Fact]
    public async Task An_upstream_without_the_referrers_API_has_none_and_is_asked_once()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal([own], await app.Listed(Cached, subject, ""));
            Assert.Equal([own], await app.Referring(Cached, subject, ""));
        }

        Assert.Equal(1, odd.Count($"GET {path}"));
    }

    [Fact]
    public async Task All_who_ask_at_one_time_share_one_answer()
    {
        var go = new TaskCompletionSource();
        odd.Answers[path] = async http =>
        {
            await go.Task;
            await OddRegistry.Bytes(http, Index(Entry(7)));
        };
        var asked = Enumerable.Range(0, 5).Select(_ => app.Listed(Cached, subject, "")).ToList();
        await Task.Delay(100, TestContext.Current.CancellationToken);
        go.SetResult();
        foreach (var answer in await Task.WhenAll(asked)) Assert.Equal(Ordered(own, DigestOf(7)), answer);
        Assert.Equal(1, odd.Count($"GET {path}"));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task One_that_fails_is_told_by_the_operation_alone_and_left_alone_for_as_long_as_it_asks(int status)
    {
        odd.Answers[path] = http =>
        {
            http.Response.Headers.RetryAfter = "600";
            return OddRegistry.Status(status)(http);
        };
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal([own], await app.Referring(Cached, subject, ""));
            Assert.Equal("UnableToListUpstreamImageReferrersException", (await app.Ecr("ListImageReferrers", ReferrerCalls.Request(Cached, subject, ""))).Error);
        }

        var asked = odd.Count($"GET {path}");
        odd.Answers[path] = http => OddRegistry.Bytes(http, Index(Entry(7)));
        Assert.Equal([own], await app.Referring(Cached, subject, ""));
        Assert.Equal(asked, odd.Count($"GET {path}"));
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(Ordered(own, DigestOf(7)), await app.Referring(Cached, subject, ""));
    }

    [Fact]
    public async Task A_repository_that_the_upstream_keeps_from_good_credentials_has_none_there()
    {
        odd.Answers[path] = OddRegistry.Status(401);
        odd.Answers["/v2/"] = OddRegistry.Status(200);
        for (var i = 0; i < 2; i++) Assert.Equal([own], await app.Listed(Cached, subject, ""));
        Assert.Equal(1, odd.Count("GET /v2/"));
    }

    [Fact]
    public async Task What_is_told_twice_or_is_none_is_passed_over()
    {
        odd.Answers[path] = http => OddRegistry.Bytes(http, Index(
            Entry(7), Entry(7), Entry(8).Replace("sha256", "md5", StringComparison.Ordinal), Entry(9).Replace(":100", ":-1", StringComparison.Ordinal),
            Entry(10).Replace("x/y", new string('x', 300), StringComparison.Ordinal), $$"""{"digest":"{{DigestOf(11)}}","size":1}"""));
        Assert.Equal(Ordered(own, DigestOf(7)), await app.Referring(Cached, subject, ""));
    }

    [Theory]
    [InlineData("many", 1000)]
    [InlineData("large", 32)]
    [InlineData("endless", 1000)]
    public async Task Of_too_many_a_bounded_part_is_told(string what, int most)
    {
        var page = 0;
        odd.Answers[path] = http =>
        {
            if (what is "many") return OddRegistry.Bytes(http, Index([.. Enumerable.Range(0, 1500).Select(Entry)]));
            if (what is "large") return OddRegistry.Bytes(http, Index([.. Enumerable.Range(0, 60).Select(number => Entry(number).Replace("why", new string('w', 32_000), StringComparison.Ordinal))]));
            http.Response.Headers.Link = $"<{path}?page={page}>; rel=\"next\"";
            return OddRegistry.Bytes(http, Index([.. Enumerable.Range(100 * page++, 100).Select(Entry)]));
        };
        var found = await app.Listed(Cached, subject, ""","maxResults":50""");
        Assert.InRange(found.Count, 20, most + 1);
        Assert.Contains(own, found);
        Assert.Equal(Ordered([.. found.Distinct()]), found);
        Assert.InRange(odd.Requests.Count(request => request.StartsWith($"GET {path}", StringComparison.Ordinal)), 1, 12);
    }

    private static IReadOnlyList<string> Ordered(params string[] digests) => [.. digests.Order(StringComparer.Ordinal)];

    private static string DigestOf(int number) => RegistryRequests.DigestOf(RegistryRequests.Bytes(number.ToString(CultureInfo.InvariantCulture)));

    private static string Entry(int number) => $$"""{"mediaType":"x/y","digest":"{{DigestOf(number)}}","size":100,"artifactType":"a/b","annotations":{"n":"why"} }""";

    private static byte[] Index(params string[] entries) =>
        RegistryRequests.Bytes($$"""{"schemaVersion":2,"mediaType":"{{RegistryRequests.OciIndex}}","manifests":[{{string.Join(",", entries)}}] }""");
}
