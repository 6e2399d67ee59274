using Slipway.Bench.Load;
using Slipway.Bench.Servers;

namespace Slipway.Bench.Rows;

/// <summary>From the start of the process to its first answer, and what it holds resident.</summary>
internal static class StartAndMemory
{
    private const string Repository = "bench/reads";

    public static IEnumerable<Row> All(TimeSpan window)
    {
        yield return new("start", "Start to first answer", Unit.Milliseconds, Goal.AtMost(600, "ms"), static _ => { }, s =>
        {
            s.Stop();
            return new(s.Start().TotalSeconds, 1, 0, [], s.CpuSeconds());
        });
        yield return Memory("memory-idle", "Memory, idle after the start", Goal.AtMost(90, "MB"), static _ => { }, static _ => { });
        yield return Memory("memory-small", "Memory peak, 64 conn. getting a manifest", null, s => Contents.EnsureImage(s, Repository), s =>
            ClosedLoop.Run(s.EndPoint, [s.Get($"/v2/{Repository}/manifests/latest")], 64, 200, false, window * 2));
        yield return Memory("memory-push-1g", "Memory peak, a push of 1 GiB", Goal.AtMost(150, "MB"), s => Contents.EnsureRepository(s, "bench/large"), s =>
            Writes.Large(s, 1, 1L << 30));
        yield return Memory("memory-pull-64", "Memory peak, 64 pulls of 1 GiB", Goal.AtMost(170, "MB"), s => Contents.EnsureBlob(s, Repository, 1L << 30), s =>
            ClosedLoop.Run(s.EndPoint, [s.Get($"/v2/{Repository}/blobs/{Contents.EnsureBlob(s, Repository, 1L << 30)}")], 64, 200, false, window * 4));
    }

    /// <summary>On a server that was just started, so that nothing of an earlier row is counted.</summary>
    private static Row Memory(string id, string title, Goal? goal, Action<ServerUnderTest> prepare, Action<ServerUnderTest> load) => new(
        id, title, Unit.Mebibytes, goal, prepare, s =>
        {
            s.Stop();
            s.Start();
            Thread.Sleep(2000);
            if (id == "memory-idle") return new(1, 1, (long)(s.Memory().Now * 1048576), [], 0);
            s.ForgetPeak();
            load(s);
            return new(1, 1, (long)(s.Memory().Peak * 1048576), [], 0);
        })
    { IsOnce = true };
}
