using Microsoft.Extensions.Logging;
using Slipway.Registry.Lifecycle;
using Slipway.Workers;

namespace Slipway.Ecr.Lifecycle;

/// <summary>Runs policies when they are due: after they were set, after their repository has changed, and once a day. Also sees to previews that a crash broke off, and to old ones.</summary>
internal sealed class LifecycleWorker(
    ILifecyclePolicyStore policies, LifecycleRuns runs, LifecyclePreviews previews, ILeases leases, TimeProvider clock, ILogger<LifecycleWorker> log) : Worker(leases, clock, log)
{
    private const int AtOnce = 20;

    private readonly TimeProvider clock = clock;

    protected override string Name => "lifecycle-policies";

    protected override TimeSpan Period => TimeSpan.FromMinutes(1);

    protected override async ValueTask RunOnceAsync(CancellationToken ct)
    {
        await previews.TidyAsync(ct);
        // What becomes due by its own run has its turn in the next pass.
        var now = clock.GetUtcNow();
        HashSet<long> seen = [];
        while (true)
        {
            var due = await policies.ListDueAsync(now, AtOnce, ct);
            var fresh = due.Where(policy => seen.Add(policy.PolicyId)).ToList();
            foreach (var policy in fresh) await runs.RunAsync(policy, ct);
            if (fresh.Count == 0) return;
        }
    }
}
