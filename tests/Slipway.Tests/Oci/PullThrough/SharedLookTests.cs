using System.Net;
using System.Text;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci.PullThrough;

/// <summary>Looks at an upstream, which those who ask at one time share.</summary>
public sealed class SharedLookTests : IAsyncLifetime
{
    private readonly SlipwayApp app = PullThroughCalls.NewCache();
    private OddRegistry odd = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        odd = await OddRegistry.StartAsync();
        await app.CreateRule("odd", odd.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await odd.DisposeAsync();
    }

    [Fact]
    public async Task Who_comes_later_gets_no_answer_that_nobody_waited_for()
    {
        (await app.Ecr("CreateRepository", """{"repositoryName":"odd/team/web"}""")).Expect(HttpStatusCode.OK);
        var (asked, gate, answered) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        odd.Answers["/v2/team/web/manifests/v1"] = async http =>
        {
            asked.TrySetResult();
            await gate.Task;
            await OddRegistry.Status(404)(http);
            answered.SetResult();
        };
        using var leaver = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(await app.Url(), "/v2/odd/team/web/manifests/v1"));
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:{await app.Token()}")));
        using var leave = new CancellationTokenSource();
        var left = leaver.SendAsync(request, leave.Token);
        await asked.Task;
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        // The server has seen by then that its client is gone.
        await Task.Delay(300, Ct);
        gate.SetResult();
        await answered.Task;
        await Task.Delay(300, Ct);
        odd.Serve("team/web", "v1", "{}"u8.ToArray(), RegistryRequests.RandomBytes(5, 1000));
        await app.Get("/v2/odd/team/web/manifests/v1").Bytes();
    }
}
