using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Layers;

public sealed class GetDownloadUrlForLayerTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_address_works_without_credentials()
    {
        var (digest, url) = await GivenAsync();
        using var whole = await FetchAsync(HttpMethod.Get, url, null);
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        var bytes = await whole.Content.ReadAsByteArrayAsync(Ct);
        Assert.Equal(digest, RegistryRequests.DigestOf(bytes));
        Assert.Equal(bytes.Length, whole.Content.Headers.ContentLength);
        Assert.Equal("bytes", whole.Headers.AcceptRanges.Single());
    }

    [Fact]
    public async Task The_address_is_under_the_registrys_own_endpoint()
    {
        var (_, url) = await GivenAsync();
        Assert.StartsWith($"http://{await app.Host()}/v2/-/layers/", url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_of_it_is_answered_as_a_part()
    {
        var (_, url) = await GivenAsync();
        using var whole = await FetchAsync(HttpMethod.Get, url, null);
        var bytes = await whole.Content.ReadAsByteArrayAsync(Ct);
        using var part = await FetchAsync(HttpMethod.Get, url, new(10, 19));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal($"bytes 10-19/{bytes.Length}", part.Content.Headers.ContentRange!.ToString());
        Assert.Equal(bytes[10..20], await part.Content.ReadAsByteArrayAsync(Ct));
        using var beyond = await FetchAsync(HttpMethod.Get, url, new(bytes.Length, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
    }

    [Fact]
    public async Task It_may_be_looked_at_but_not_written_to()
    {
        var (_, url) = await GivenAsync();
        using var head = await FetchAsync(HttpMethod.Head, url, null);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.True(head.Content.Headers.ContentLength > 0);
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Post, HttpMethod.Delete, HttpMethod.Patch])
        {
            using var other = await FetchAsync(method, url, null);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, other.StatusCode);
        }
    }

    [Fact]
    public async Task It_stops_working_after_an_hour()
    {
        var (_, url) = await GivenAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(59));
        using var before = await FetchAsync(HttpMethod.Get, url, null);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var after = await FetchAsync(HttpMethod.Get, url, null);
        Assert.Equal(HttpStatusCode.Forbidden, after.StatusCode);
        Assert.Equal("DENIED", JsonDocument.Parse(await after.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_address_that_was_changed_opens_nothing()
    {
        var (digest, url) = await GivenAsync();
        await app.CreateRepository("team/other");
        var other = await app.PushBlob("team/web", [9, 9, 9]);
        foreach (var changed in (string[])
            [
                url.Replace(digest, other, StringComparison.Ordinal),
                url.Replace("/layers/1/", "/layers/2/", StringComparison.Ordinal),
                url.Replace("/layers/1/", "/layers/01/", StringComparison.Ordinal) + "x",
                url.Replace("expires=", "expires=1", StringComparison.Ordinal),
                url[..url.IndexOf("&signature", StringComparison.Ordinal)],
                url[..url.IndexOf('?', StringComparison.Ordinal)],
                url[..^3] + "AAA",
                url + "&expires=9999999999",
                $"http://{await app.Host()}/v2/-/layers/",
                $"http://{await app.Host()}/v2/-/layers/x/y?expires=z&signature=w",
            ])
        {
            using var answer = await FetchAsync(HttpMethod.Get, changed, null);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{changed}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task It_outlives_a_restart()
    {
        var (_, url) = await GivenAsync();
        await app.Restart();
        using var answer = await FetchAsync(HttpMethod.Get, new Uri(url).PathAndQuery, null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task It_ends_with_its_repository()
    {
        var (_, url) = await GivenAsync();
        using (var before = await FetchAsync(HttpMethod.Get, url, null)) Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        (await app.Ecr("DeleteRepository", """{"repositoryName":"team/web","force":true}""")).Expect(HttpStatusCode.OK);
        using var after = await FetchAsync(HttpMethod.Get, url, null);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    [Fact]
    public async Task A_layer_that_no_image_names_is_inaccessible()
    {
        await app.CreateRepository("team/web");
        var digest = await app.PushBlob("team/web", [1, 2, 3]);
        (await Ask(digest)).IsRefused(
            "LayerInaccessibleException",
            $"The layer with digest {digest} within the repository with name 'team/web' in the registry with id '000000000000' is not available because it is not associated with an image");
    }

    [Fact]
    public async Task A_layer_that_is_not_there_is_not_found()
    {
        await app.CreateRepository("team/web");
        foreach (var digest in (string[])[$"sha256:{new string('0', 64)}", "md5:00", "sha256:ABC"])
            (await Ask(digest)).IsRefused(
                "LayersNotFoundException",
                $"The layer with digest {digest} does not exist within the repository with name 'team/web' in the registry with id '000000000000'");
        (await Ask("nonsense")).IsInvalid("layerDigest", "Member must satisfy regular expression pattern: [a-zA-Z0-9-_+.]+:[a-fA-F0-9]+");
    }

    [Fact]
    public async Task A_missing_repository_is_missed() => (await Ask("sha256:00")).IsRefused(
        "RepositoryNotFoundException", "The repository with name 'team/web' does not exist in the registry with id '000000000000'");

    [Fact]
    public async Task The_address_is_never_logged()
    {
        var (_, url) = await GivenAsync();
        using (await FetchAsync(HttpMethod.Get, url, null))
        {
        }

        await app.StopAsync();
        Assert.DoesNotContain(url[^43..], app.Log, StringComparison.Ordinal);
    }

    private Task<AwsAnswer> Ask(string digest) => app.Ecr("GetDownloadUrlForLayer", $$"""{"repositoryName":"team/web","layerDigest":"{{digest}}"}""");

    /// <summary>An image in the first repository, and the address of its layer.</summary>
    private async Task<(string Digest, string Url)> GivenAsync()
    {
        await app.CreateRepository("team/web");
        var manifest = await app.PushLayers("team/web", seed: 1);
        await app.PushManifest("team/web", "v1", manifest, RegistryRequests.OciManifest);
        var digest = JsonDocument.Parse(manifest).RootElement.GetProperty("layers")[0].GetProperty("digest").GetString()!;
        var answer = (await Ask(digest)).Expect(HttpStatusCode.OK);
        Assert.Equal(digest, answer["layerDigest"].GetString());
        return (digest, answer["downloadUrl"].GetString()!);
    }

    private async Task<HttpResponseMessage> FetchAsync(HttpMethod method, string url, RangeHeaderValue? range)
    {
        using HttpRequestMessage request = new(method, url);
        request.Headers.Range = range;
        return await app.Send(request);
    }
}
