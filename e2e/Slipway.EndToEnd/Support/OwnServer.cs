namespace Slipway.EndToEnd.Support;

/// <summary>A server for the tests of one class: those that change what a whole registry has one of.</summary>
public sealed class OwnServer : IAsyncLifetime
{
    public ServerProgram Program { get; } = new(("SLIPWAY_ALLOWED_HOSTS", "127.0.0.1"));

    public async ValueTask InitializeAsync() => await Program.StartAsync();

    public ValueTask DisposeAsync() => Program.DisposeAsync();
}
