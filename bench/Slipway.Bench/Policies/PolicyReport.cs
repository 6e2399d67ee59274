using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Slipway.Bench.Policies;

/// <summary>Runs <see cref="PolicyBenchmark"/> and writes its figures beside those of the comparison.</summary>
internal static class PolicyReport
{
    public static void Run(string folder)
    {
        var work = Directory.CreateTempSubdirectory("slipway-policy-").FullName;
        try
        {
            // In this process: the program is compiled as the product is, and nothing is built anew.
            var config = ManualConfig.CreateEmpty()
                .AddJob(Job.MediumRun.WithLaunchCount(1).WithToolchain(InProcessEmitToolchain.Instance))
                .AddColumnProvider(DefaultColumnProviders.Instance)
                .AddLogger(ConsoleLogger.Default)
                .WithArtifactsPath(work);
            File.WriteAllText(Path.Combine(folder, "policy.md"), Text(BenchmarkRunner.Run<PolicyBenchmark>(config)));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static string Text(Summary summary) => string.Create(CultureInfo.InvariantCulture, $"""
        # One decision of the policy engine
        {DateTime.UtcNow:yyyy-MM-dd}; .NET {Environment.Version}, {Environment.ProcessorCount} cores, BenchmarkDotNet {typeof(Job).Assembly.GetName().Version!.ToString(3)}; `bench/run policy` measures again. One user,
        whose policies have so many statements, asks for `ecr:PutImage` on one repository. Policies are compiled already, as they are in the server.

        | statements | decision | mean | deviation | memory |
        |---:|---|---:|---:|---:|
        {string.Join('\n', summary.Reports.Select(Row))}

        """);

    private static string Row(BenchmarkReport report)
    {
        var statistics = report.ResultStatistics ?? throw new InvalidOperationException("The benchmark has no result.");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {report.BenchmarkCase.Parameters["Statements"]} | {report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'')} | {statistics.Mean:N0} ns | {statistics.StandardDeviation:N0} ns | {report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0} B |");
    }
}
