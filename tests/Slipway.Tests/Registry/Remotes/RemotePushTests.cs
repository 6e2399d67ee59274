using System.Net;
using Microsoft.AspNetCore.Http;
using Slipway.Adapters.Blobs;
using Slipway.Adapters.Http;
using Slipway.Adapters.Remotes;
using Slipway.Registry;
using Slipway.Registry.Remotes;
using Slipway.Tests.Support;

namespace Slipway.Tests.Registry.Remotes;

/// <summary>The client of other registries, pushing into a Slipway and into one that wants it in pieces.</summary>
public sealed class RemotePushTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();
    private readonly RemoteRegistries remotes = new(new(new(["127.0.0.1"])), new(["127.0.0.1"]), new(TimeSpan.FromSeconds(5)), new(), new FakeClock());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        remotes.Dispose();
        File.Delete(file);
    }

    [Fact]
    public async Task An_image_arrives_whole_and_goes_again()
    {
        await using var app = new SlipwayApp();
        await app.CreateRepository("a/b");
        var registry = remotes.Open(new(await app.Url(), new("AWS", await app.Token())));
        await PushAsync(registry, "a/b", RegistryRequests.Bytes("{}"));
        await PushAsync(registry, "a/b", RegistryRequests.RandomBytes(1, 300_000));
        var manifest = RegistryRequests.Bytes(Manifests.Image(RegistryRequests.DigestOf(RegistryRequests.Bytes("{}")), RegistryRequests.DigestOf(RegistryRequests.RandomBytes(1, 300_000))));
        var digest = Digest.Parse(RegistryRequests.DigestOf(manifest));
        var tag = Reference.To(ImageTag.Parse("v1"));
        await registry.PushManifestAsync("a/b", tag, new(digest, RegistryRequests.OciManifest, manifest), Ct);

        Assert.Equal(digest, await registry.FindDigestAsync("a/b", tag, Ct));
        Assert.True(await registry.HasBlobAsync("a/b", Digest.Parse(RegistryRequests.DigestOf(RegistryRequests.Bytes("{}"))), Ct));
        Assert.Empty(await registry.ListReferrersAsync("a/b", digest, Ct));
        Assert.True(await registry.DeleteManifestAsync("a/b", tag, Ct));
        Assert.False(await registry.DeleteManifestAsync("a/b", tag, Ct));
    }

    [Fact]
    public async Task What_is_too_much_for_one_request_goes_in_chunks()
    {
        await using var odd = await OddRegistry.StartAsync();
        using var received = new MemoryStream();
        List<string> ranges = [];
        odd.Answers["/v2/a/blobs/uploads/"] = http => Next(http, "/up/1?state=s", 202);
        odd.Answers["/up/1"] = async http =>
        {
            if (HttpMethods.IsPut(http.Request.Method) && http.Request.ContentLength > 0)
            {
                await OddRegistry.Status(413)(http);
                return;
            }

            ranges.Add(http.Request.Headers.ContentRange.ToString());
            await http.Request.Body.CopyToAsync(received, Ct);
            await Next(http, "/up/1?state=t", HttpMethods.IsPut(http.Request.Method) ? 201 : 202);
        };
        var content = RegistryRequests.RandomBytes(3, (16 << 20) + 1000);
        await PushAsync(remotes.Open(new(new(odd.Url), null)), "a", content);
        Assert.Equal(content, received.ToArray());
        Assert.Equal([$"0-{(16 << 20) - 1}", $"{16 << 20}-{content.Length - 1}", ""], ranges);
        Assert.StartsWith("PUT /up/1?state=t&digest=sha256%3A", odd.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_keeps_something_else_is_found_out()
    {
        await using var odd = await OddRegistry.StartAsync();
        odd.Answers["/v2/a/blobs/uploads/"] = http => Next(http, "/up", 202);
        odd.Answers["/up"] = http =>
        {
            http.Response.Headers["Docker-Content-Digest"] = RegistryRequests.DigestOf([]);
            return OddRegistry.Status(201)(http);
        };
        var fault = await Assert.ThrowsAsync<RemoteFailureException>(() => PushAsync(remotes.Open(new(new(odd.Url), null)), "a", [1]));
        Assert.Equal(RemoteFault.Invalid, fault.Fault);
    }

    private static Task Next(HttpContext http, string location, int status)
    {
        http.Response.Headers.Location = location;
        return OddRegistry.Status(status)(http);
    }

    private async Task PushAsync(IRemoteRegistry registry, string repository, byte[] content)
    {
        await File.WriteAllBytesAsync(file, content, Ct);
        await using var blob = new FileBlobContent(File.OpenHandle(file), content.Length);
        await registry.PushBlobAsync(repository, Digest.Parse(RegistryRequests.DigestOf(content)), blob, Ct);
    }
}
