using System.Net;
using System.Net.Http.Headers;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>Upstreams of the pull-through cache as a way around permissions, and as a weapon.</summary>
public sealed class UpstreamAttackTests : IAsyncLifetime
{
    private static readonly byte[] Layer = RegistryRequests.RandomBytes(5, 5000);

    private readonly SlipwayApp app = PullThroughCalls.NewCache();
    private OddRegistry odd = null!;

    public async ValueTask InitializeAsync()
    {
        odd = await OddRegistry.StartAsync();
        odd.Serve("web", "release-1", "{}"u8.ToArray(), Layer);
        odd.Serve("web", "v1", "{ }"u8.ToArray(), Layer);
        await app.CreateRule("odd", odd.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await odd.DisposeAsync();
    }

    [Fact]
    public async Task No_tag_is_brought_in_that_the_one_who_pulls_is_denied()
    {
        var mallory = await app.GivenUserWith("mallory", StsCalls.Document(
            StsCalls.Statement("Allow", "ecr:*", "*") + ","
            + """{"Effect":"Deny","Action":"ecr:BatchImportUpstreamImage","Resource":"*","Condition":{"StringLike":{"slipway:ImageTag":"release-*"}}}"""));
        var registry = new RegistryAttacker(app, mallory, await RegistryAttacker.LoginAsync(app, mallory));
        // Neither into a repository that is to be made, nor into one that is there.
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(404, (await registry.SendAsync("GET", "/v2/odd/web/manifests/release-1")).Status);
            var byApi = await app.Ecr("BatchGetImage", """{"repositoryName":"odd/web","imageIds":[{"imageTag":"release-1"}]}""", mallory, SlipwayApp.Region);
            Assert.Equal("ImageNotFound", byApi.Expect(HttpStatusCode.OK)["failures.0.failureCode"].GetString());
            Assert.Equal(200, (await registry.SendAsync("GET", "/v2/odd/web/manifests/v1")).Status);
            await app.Arrived("odd/web", "v1");
        }
    }

    [Fact]
    public async Task An_upstream_that_sends_for_ever_holds_up_nobody_of_another_account()
    {
        var ever = new TaskCompletionSource();
        var digests = Enumerable.Range(0, 30).Select(seed => RegistryRequests.DigestOf(RegistryRequests.RandomBytes(seed, 9))).ToList();
        foreach (var digest in digests)
        {
            odd.Answers[$"/v2/web/blobs/{digest}"] = async http =>
            {
                http.Response.ContentLength = 1 << 20;
                while (!ever.Task.IsCompleted)
                {
                    await http.Response.Body.WriteAsync(new byte[1]);
                    await Task.WhenAny(ever.Task, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System));
                }
            };
        }

        await app.Get("/v2/odd/web/manifests/v1").Bytes();
        await app.Arrived("odd/web", "v1");
        var stuck = digests.Select(digest => app.Get($"/v2/odd/web/blobs/{digest}")).ToList();
        for (var left = 200; left > 0 && odd.Requests.Count(request => digests.Any(digest => request.EndsWith(digest, StringComparison.Ordinal))) < 8; left--) await Task.Delay(20, CancellationToken.None);
        await Task.Delay(300, CancellationToken.None);

        var account = await app.GivenAccount("partner");
        var paula = await app.GivenAdministrator(account, "paula");
        (await app.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"odd","upstreamRegistryUrl":"{{odd.Url}}"}""", paula, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        var basic = new AuthenticationHeaderValue("Basic", await RegistryAttacker.LoginAsync(app, paula));
        foreach (var path in (string[])["manifests/v1", $"blobs/{RegistryRequests.DigestOf(Layer)}"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/odd/web/{path}");
            (request.Headers.Host, request.Headers.Authorization) = ($"{account}.dkr.ecr.{SlipwayApp.Region}.localhost", basic);
            using var answer = await app.Send(request).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        ever.SetResult();
        foreach (var request in stuck) await request.ContinueWith(static _ => { }, TaskScheduler.Default);
    }
}
