using System.Net.Sockets;
using System.Text;
using Slipway.Adapters.DataFolder;
using Slipway.Adapters.Tests.Support;

namespace Slipway.Adapters.Tests.DataFolder;

public sealed class ControlTests : IAsyncDisposable
{
    private readonly TemporaryFolder temporary = new();
    private readonly ServedFolder served;
    private readonly Printed printed = new();

    public ControlTests() => served = new(temporary["data"]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_running_server_collects_for_the_command()
    {
        await served.Server.StartAsync(Ct);
        var repository = await served.Registry.AddRepositoryAsync();
        var blob = await served.Registry.PushBlobAsync(repository, "never used");
        served.Registry.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await RunAsync("gc"));
        Assert.Contains("Deleted 1 blobs", printed.Said[0], StringComparison.Ordinal);
        Assert.False(await served.Registry.HasAsync(blob));
    }

    [Fact]
    public async Task A_running_server_verifies_for_the_command()
    {
        await served.Server.StartAsync(Ct);
        var repository = await served.Registry.AddRepositoryAsync();
        var (_, blob) = await served.Registry.PushImageAsync(repository, "v1");
        Assert.Equal(0, await RunAsync("verify"));
        Assert.Equal("Checked 1 blobs (11 bytes) and 1 manifests: all sound.", Assert.Single(printed.Said));

        await File.WriteAllTextAsync(served.Registry.PathOf(blob), "damaged", Ct);
        Assert.Equal(1, await RunAsync("verify"));
        Assert.Contains(printed.Said, line => line.Contains(blob.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_running_server_backs_up_for_the_command()
    {
        await served.Server.StartAsync(Ct);
        await served.Registry.PushImageAsync(await served.Registry.AddRepositoryAsync(), "v1");
        Assert.Equal(0, await RunAsync("backup", temporary["copy\nwith ü"]));
        Assert.True(File.Exists(temporary["copy\nwith ü/backup"]));
        Assert.Equal(1, await RunAsync("backup", temporary["copy\nwith ü"]));
        Assert.Contains("not empty", string.Join(' ', printed.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_command_is_refused()
    {
        await served.Server.StartAsync(Ct);
        Assert.Equal(2, await RunAsync("rm", "-rf"));
        Assert.Equal(2, await RunAsync());
        Assert.NotEmpty(printed.Complaints);
    }

    [Theory]
    [InlineData("gc\n")]
    [InlineData("{\"a\":1}\n")]
    [InlineData("[[[[[[\"gc\"]]]]]]\n")]
    [InlineData("[1]\n")]
    [InlineData("\n")]
    [InlineData("no end of line")]
    public async Task What_is_no_request_ends_the_conversation(string request)
    {
        await served.Server.StartAsync(Ct);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(served.Lock.Layout.Socket), Ct);
        await socket.SendAsync(Encoding.UTF8.GetBytes(request), Ct);
        socket.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await socket.ReceiveAsync(new byte[100], Ct));
        Assert.Equal(0, await RunAsync("verify"));
    }

    [Fact]
    public async Task A_request_without_end_is_cut_off()
    {
        await served.Server.StartAsync(Ct);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(served.Lock.Layout.Socket), Ct);
        await Assert.ThrowsAnyAsync<SocketException>(async () =>
        {
            for (var sent = 0; sent < 10 * ControlProtocol.LongestRequest; sent += 1024) await socket.SendAsync(new byte[1024], Ct);
        });
    }

    [Fact]
    public async Task A_client_that_hangs_up_calls_its_command_off()
    {
        await served.Server.StartAsync(Ct);
        using var patience = new CancellationTokenSource();
        using (await served.Registry.Gate.CloseAsync(Ct))
        {
            var collecting = RunAsync(patience.Token, "gc").AsTask();
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => collecting);
        }

        Assert.Equal(0, await RunAsync("gc"));
    }

    [Fact]
    public async Task A_server_that_stops_says_that_the_command_was_not_finished()
    {
        await served.Server.StartAsync(Ct);
        using var closed = await served.Registry.Gate.CloseAsync(Ct);
        var collecting = RunAsync("gc").AsTask();
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Ct);
        await served.Server.StopAsync(Ct);
        Assert.Equal(1, await collecting);
        Assert.Contains("stops", Assert.Single(printed.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_that_takes_no_commands_is_named()
    {
        var refusal = await Assert.ThrowsAsync<DataFolderInUseException>(async () => await RunAsync("gc"));
        Assert.Contains("pid", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_socket_is_for_its_owner_alone()
    {
        await served.Server.StartAsync(Ct);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(served.Lock.Layout.Socket));
    }

    public async ValueTask DisposeAsync()
    {
        await served.DisposeAsync();
        Assert.False(File.Exists(temporary["data/control.sock"]));
        temporary.Dispose();
    }

    private ValueTask<int> RunAsync(params string[] arguments) => RunAsync(Ct, arguments);

    private async ValueTask<int> RunAsync(CancellationToken ct, params string[] arguments)
    {
        var use = Assert.Throws<DataFolderInUseException>(() => FolderLock.Take(temporary["data"], TimeProvider.System));
        return await ControlClient.RunAsync(use, arguments, printed.Output, ct);
    }
}
