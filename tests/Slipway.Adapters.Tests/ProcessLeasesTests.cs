using Slipway.Adapters.Tests.Contracts;
using Slipway.Workers;

namespace Slipway.Adapters.Tests;

public sealed class ProcessLeasesTests : LeasesContract
{
    protected override ILeases Leases { get; } = new ProcessLeases();
}
