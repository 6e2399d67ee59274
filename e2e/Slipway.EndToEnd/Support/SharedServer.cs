using Slipway.EndToEnd.Support;

[assembly: AssemblyFixture(typeof(SharedServer))]
// Each test may use the whole machine: they measure, or drive programs that do.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Slipway.EndToEnd.Support;

/// <summary>One server for all tests of clients; each uses repositories of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private ServerProgram? program;

    public ServerProgram Program => program!;

    public async ValueTask InitializeAsync()
    {
        program = new();
        await program.StartAsync();
    }

    public ValueTask DisposeAsync() => program?.DisposeAsync() ?? default;
}
