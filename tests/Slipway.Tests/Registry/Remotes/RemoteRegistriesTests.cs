using System.Text;
using Microsoft.AspNetCore.Http;
using Slipway.Adapters.Http;
using Slipway.Adapters.Remotes;
using Slipway.Registry;
using Slipway.Registry.Remotes;
using Slipway.Tests.Support;

namespace Slipway.Tests.Registry.Remotes;

/// <summary>The client of other registries against one that does as it is told.</summary>
public sealed class RemoteRegistriesTests : IAsyncLifetime
{
    private static readonly byte[] Layer = RegistryRequests.RandomBytes(7, 100_000);
    private static readonly Digest LayerDigest = Digest.Parse(RegistryRequests.DigestOf(Layer));
    private static readonly string BlobPath = $"/v2/a/b/blobs/{LayerDigest}";

    private readonly FakeClock clock = new();
    private readonly RemoteRegistries remotes;
    private OddRegistry odd = null!;

    public RemoteRegistriesTests() => remotes = With("127.0.0.1");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => odd = await OddRegistry.StartAsync();

    public async ValueTask DisposeAsync()
    {
        remotes.Dispose();
        await odd.DisposeAsync();
    }

    [Fact]
    public async Task A_token_is_fetched_for_the_scope_and_kept_until_it_runs_out()
    {
        var issued = 0;
        odd.Answers["/token"] = http => http.Response.WriteAsync($$"""{"token":"t{{++issued}}","expires_in":300}""", Ct);
        odd.Answers[BlobPath] = http => http.Request.Headers.Authorization == $"Bearer t{issued}" && issued > 0
            ? OddRegistry.Bytes(http, Layer)
            : Challenge(http, $"Bearer realm=\"{odd.Url}/token?kind=x\",service=\"the \\\"service\\\"\",scope=\"repository:a/b:pull\"");
        var registry = Open("me", "secret");

        Assert.True(await registry.HasBlobAsync("a/b", LayerDigest, Ct));
        Assert.True(await registry.HasBlobAsync("a/b", LayerDigest, Ct));
        Assert.Equal(1, issued);
        Assert.Contains(odd.Requests, request => request == "GET /token?kind=x&service=the%20%22service%22&scope=repository%3Aa%2Fb%3Apull");
        Assert.Contains($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("me:secret"))}", odd.Authorizations);
        Assert.Equal("", odd.Authorizations.First());

        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True(await registry.HasBlobAsync("a/b", LayerDigest, Ct));
        Assert.Equal(2, issued);
        // It went out of use before its time.
        issued = 7;
        Assert.True(await registry.HasBlobAsync("a/b", LayerDigest, Ct));
        Assert.Equal(8, issued);
    }

    [Fact]
    public async Task Those_who_ask_at_one_time_share_one_token()
    {
        var issued = 0;
        odd.Answers["/token"] = async http =>
        {
            Interlocked.Increment(ref issued);
            await Task.Delay(100, Ct);
            await http.Response.WriteAsync("""{"access_token":"t"}""", Ct);
        };
        odd.Answers[BlobPath] = http => http.Request.Headers.Authorization == "Bearer t" ? OddRegistry.Bytes(http, Layer) : Challenge(http, $"Bearer realm=\"{odd.Url}/token\"");
        var registry = Open(null, null);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => registry.HasBlobAsync("a/b", LayerDigest, Ct).AsTask()));
        Assert.Equal(1, issued);
    }

    [Fact]
    public async Task A_password_goes_to_the_registry_and_not_to_where_it_redirects()
    {
        await using var store = await OddRegistry.StartAsync();
        store.Answers["/bucket"] = http => OddRegistry.Bytes(http, Layer);
        odd.Answers[BlobPath] = http =>
        {
            if (http.Request.Headers.Authorization.Count == 0) return Challenge(http, "Basic realm=\"x\"");
            http.Response.Redirect($"{store.Url}/bucket?signature=s");
            return Task.CompletedTask;
        };
        await using var blob = await Open("me", "secret").OpenBlobAsync("a/b", LayerDigest, 0, Ct);
        Assert.Equal(Layer, await Read(blob!));
        Assert.Equal("GET /bucket?signature=s", Assert.Single(store.Requests));
        Assert.Equal("", Assert.Single(store.Authorizations));
    }

    [Theory]
    [InlineData(401, RemoteFault.AccessDenied)]
    [InlineData(403, RemoteFault.AccessDenied)]
    [InlineData(429, RemoteFault.TooManyRequests)]
    [InlineData(500, RemoteFault.Unavailable)]
    [InlineData(503, RemoteFault.Unavailable)]
    [InlineData(418, RemoteFault.Invalid)]
    public async Task A_status_stands_for_a_fault(int status, RemoteFault fault)
    {
        odd.Answers["/v2/a/b/manifests/v1"] = http =>
        {
            http.Response.Headers.RetryAfter = "120";
            return OddRegistry.Status(status)(http);
        };
        var failure = await Assert.ThrowsAsync<RemoteFailureException>(async () => await Open("me", "secret").FindManifestAsync("a/b", Tag("v1"), Ct));
        Assert.Equal(fault, failure.Fault);
        if (status is 429 or 503) Assert.Equal(TimeSpan.FromMinutes(2), failure.RetryAfter);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_must_have_the_digest_that_was_asked_for_and_that_is_stated()
    {
        odd.ServeManifest("a/b", "v1", RegistryRequests.Bytes("{}"), RegistryRequests.OciManifest);
        var found = await Open(null, null).FindManifestAsync("a/b", Tag("v1"), Ct);
        Assert.Equal((RegistryRequests.DigestOf(RegistryRequests.Bytes("{}")), RegistryRequests.OciManifest), (found!.Digest.ToString(), found.MediaType));
        Assert.Equal(found.Digest, await Open(null, null).FindDigestAsync("a/b", Tag("v1"), Ct));
        Assert.Null(await Open(null, null).FindManifestAsync("a/b", Tag("v2"), Ct));

        odd.Answers[$"/v2/a/b/manifests/{LayerDigest}"] = http => http.Response.WriteAsync("{}", Ct);
        Assert.Equal(RemoteFault.Invalid, await FaultOf(Open(null, null).FindManifestAsync("a/b", Reference.To(LayerDigest), Ct)));
        odd.Answers["/v2/a/b/manifests/v3"] = http =>
        {
            http.Response.Headers["Docker-Content-Digest"] = LayerDigest.ToString();
            return http.Response.WriteAsync("{}", Ct);
        };
        Assert.Equal(RemoteFault.Invalid, await FaultOf(Open(null, null).FindManifestAsync("a/b", Tag("v3"), Ct)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_manifest_that_does_not_end_is_not_read_to_its_end(bool saysSo)
    {
        odd.Answers["/v2/a/b/manifests/v1"] = async http =>
        {
            if (saysSo) http.Response.ContentLength = 1L << 30;
            for (var piece = new byte[1 << 16]; !http.RequestAborted.IsCancellationRequested;) await http.Response.Body.WriteAsync(piece, http.RequestAborted);
        };
        Assert.Equal(RemoteFault.Invalid, await FaultOf(Open(null, null).FindManifestAsync("a/b", Tag("v1"), Ct)));
    }

    [Fact]
    public async Task A_blob_is_read_from_where_it_broke_off_also_where_ranges_are_unknown()
    {
        odd.Answers[BlobPath] = async http =>
        {
            if (http.Request.Headers.Range.Count > 0 && http.Request.Query.Count == 0)
            {
                http.Response.StatusCode = 206;
                http.Response.Headers.ContentRange = $"bytes 60000-{Layer.Length - 1}/{Layer.Length}";
                await http.Response.Body.WriteAsync(Layer.AsMemory(60_000), Ct);
            }
            else
            {
                await OddRegistry.Bytes(http, Layer);
            }
        };
        await using (var rest = await Open(null, null).OpenBlobAsync("a/b", LayerDigest, 60_000, Ct))
        {
            Assert.Equal(Layer.Length, rest!.Length);
            Assert.Equal(Layer[60_000..], await Read(rest));
        }

        odd.ServeBlob("a/b", Layer);
        await using var skipped = await Open(null, null).OpenBlobAsync("a/b", LayerDigest, 60_000, Ct);
        Assert.Equal(Layer[60_000..], await Read(skipped!));
    }

    [Fact]
    public async Task Who_stops_answering_is_given_up()
    {
        odd.Answers["/v2/a/b/manifests/v1"] = http => Task.Delay(Timeout.Infinite, http.RequestAborted);
        Assert.Equal(RemoteFault.Unavailable, await FaultOf(Open(null, null).FindManifestAsync("a/b", Tag("v1"), Ct)));
        odd.Answers[BlobPath] = async http =>
        {
            http.Response.ContentLength = Layer.Length;
            await http.Response.Body.WriteAsync(Layer.AsMemory(0, 1000), Ct);
            await http.Response.Body.FlushAsync(Ct);
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        await using var blob = await Open(null, null).OpenBlobAsync("a/b", LayerDigest, 0, Ct);
        Assert.Equal(RemoteFault.Unavailable, await FaultOf(new ValueTask<byte[]>(Read(blob!))));
    }

    [Fact]
    public async Task Only_hosts_that_the_operator_allows_are_asked_on_this_machine_and_without_tls()
    {
        odd.ServeBlob("a/b", Layer);
        using var strict = With();
        Assert.Equal(RemoteFault.Forbidden, await FaultOf(strict.Open(new(new(odd.Url), null)).HasBlobAsync("a/b", LayerDigest, Ct)));
        Assert.Equal(RemoteFault.Forbidden, await FaultOf(strict.Open(new(new(odd.Url.Replace("http:", "https:", StringComparison.Ordinal)), null)).HasBlobAsync("a/b", LayerDigest, Ct)));
        Assert.Equal(RemoteFault.Forbidden, await FaultOf(strict.Open(new(new("https://169.254.169.254/"), null)).HasBlobAsync("a/b", LayerDigest, Ct)));
        Assert.Empty(odd.Requests);

        // Neither by a redirect, nor for a token.
        odd.Answers[BlobPath] = http =>
        {
            http.Response.Redirect($"{odd.OtherUrl}/bucket");
            return Task.CompletedTask;
        };
        Assert.Equal(RemoteFault.Forbidden, await FaultOf(Open(null, null).HasBlobAsync("a/b", LayerDigest, Ct)));
        odd.Answers[BlobPath] = http => Challenge(http, $"Bearer realm=\"{odd.OtherUrl}/token\"");
        Assert.Equal(RemoteFault.Forbidden, await FaultOf(Open(null, null).HasBlobAsync("a/b", LayerDigest, Ct)));
        Assert.Equal(2, odd.Requests.Count);
    }

    [Fact]
    public async Task Redirects_come_to_an_end()
    {
        odd.Answers[BlobPath] = http =>
        {
            http.Response.Redirect(BlobPath);
            return Task.CompletedTask;
        };
        Assert.Equal(RemoteFault.Invalid, await FaultOf(Open(null, null).HasBlobAsync("a/b", LayerDigest, Ct)));
    }

    private static Task Challenge(HttpContext http, string challenge)
    {
        http.Response.Headers.WWWAuthenticate = challenge;
        return OddRegistry.Status(401)(http);
    }

    private static async Task<byte[]> Read(RemoteBlob blob)
    {
        using var kept = new MemoryStream();
        await blob.Content.CopyToAsync(kept, Ct);
        return kept.ToArray();
    }

    private static async Task<RemoteFault> FaultOf<T>(ValueTask<T> call) => (await Assert.ThrowsAsync<RemoteFailureException>(async () => await call)).Fault;

    private static Reference Tag(string tag) => Reference.To(ImageTag.Parse(tag));

    private IRemoteRegistry Open(string? user, string? password) => remotes.Open(new(new(odd.Url), user is null ? null : new(user, password!)));

    private RemoteRegistries With(params string[] hosts)
    {
        var allowed = new AllowedHosts(hosts);
        return new(new(allowed), allowed, new(TimeSpan.FromSeconds(1)), new(), clock);
    }
}
