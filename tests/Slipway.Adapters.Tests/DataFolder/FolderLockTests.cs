using System.Globalization;
using Slipway.Adapters.DataFolder;
using Slipway.Adapters.Tests.Support;

namespace Slipway.Adapters.Tests.DataFolder;

public sealed class FolderLockTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();
    private readonly SteppedClock clock = new(TimeProvider.System.GetUtcNow());

    private string Folder => temporary["data"];

    [Fact]
    public void A_second_owner_is_refused_and_told_who_the_first_is()
    {
        using var first = FolderLock.Take(Folder, clock);
        var socket = first.BeginServing();

        var refusal = Assert.Throws<DataFolderInUseException>(() => FolderLock.Take(Folder, clock));
        Assert.Contains(Folder, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"(pid {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)})", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(socket, refusal.Socket);
        Assert.Equal(first.Layout.Socket, socket);
    }

    [Fact]
    public void What_was_let_go_can_be_taken()
    {
        FolderLock.Take(Folder, clock).Dispose();
        using var second = FolderLock.Take(Folder, clock);
        Assert.Null(Assert.Throws<DataFolderInUseException>(() => FolderLock.Take(Folder, clock)).Socket);
    }

    [Fact]
    public void The_folder_and_what_is_in_it_is_for_its_owner_alone()
    {
        using var taken = FolderLock.Take(Folder, clock);
        File.WriteAllText(temporary["data/anything"], "");
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal("0700", Mode(Folder));
        Assert.Equal("0600", Mode(temporary["data/lock"]));
        Assert.Equal("0600", Mode(temporary["data/anything"]));
    }

    [Fact]
    public void A_folder_too_deep_for_a_socket_has_it_elsewhere()
    {
        var deep = Path.Combine(Folder, new string('d', 100));
        var taken = FolderLock.Take(deep, clock);
        var socket = taken.BeginServing();
        Assert.True(socket.Length <= 100);
        File.WriteAllText(socket, "");
        Assert.Equal(socket, Assert.Throws<DataFolderInUseException>(() => FolderLock.Take(deep, clock)).Socket);
        taken.Dispose();
        Assert.False(Directory.Exists(Path.GetDirectoryName(socket)));
    }

    [Fact]
    public void The_socket_of_a_server_that_died_is_forgotten()
    {
        Directory.CreateDirectory(Folder);
        var abandoned = Directory.CreateTempSubdirectory("slipway-").FullName;
        File.WriteAllText(Path.Combine(abandoned, "control.sock"), "");
        File.WriteAllText(temporary["data/lock"], $"pid 1\nsocket {abandoned}/control.sock\n");
        using var taken = FolderLock.Take(Folder, clock);
        Assert.False(Directory.Exists(abandoned));
    }

    [Fact]
    public void It_is_known_when_a_server_last_served()
    {
        using (var server = FolderLock.Take(Folder, clock)) server.BeginServing();
        var served = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromHours(5));
        FolderLock.Take(Folder, clock).Dispose();
        clock.Advance(TimeSpan.FromHours(5));
        using var command = FolderLock.Take(Folder, clock);
        Assert.InRange(command.LastServedAt, served, served + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_clear_refusal()
    {
        File.WriteAllText(temporary["file"], "");
        var refusal = Assert.Throws<DataFolderException>(() => FolderLock.Take(temporary["file/data"], clock));
        Assert.Contains(temporary["file/data"], refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => temporary.Dispose();

    private static string Mode(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8).PadLeft(4, '0');
}
