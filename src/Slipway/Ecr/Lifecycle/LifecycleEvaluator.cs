using Slipway.Registry;
using Slipway.Registry.Lifecycle;

namespace Slipway.Ecr.Lifecycle;

/// <summary>Reads a repository's images, a page at a time, and decides what a policy does to them. It changes nothing.</summary>
internal sealed class LifecycleEvaluator(IImageStore images)
{
    private const int Page = 1000;

    public async ValueTask<LifecycleOutcome> EvaluateAsync(long repositoryId, LifecyclePolicy policy, DateTimeOffset now, CancellationToken ct)
    {
        var evaluation = new LifecycleEvaluation(policy, now);
        Digest? after = null;
        while (true)
        {
            var page = await images.ListForLifecycleAsync(repositoryId, after, Page, ct);
            foreach (var image in page.Items) evaluation.Add(image);
            if (!page.HasMore) return evaluation.Decide();
            after = page.Items[^1].Digest;
        }
    }
}
