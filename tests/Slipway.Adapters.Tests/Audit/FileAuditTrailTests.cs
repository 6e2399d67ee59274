using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Adapters.Audit;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Wire.Audit;

namespace Slipway.Adapters.Tests.Audit;

public sealed class FileAuditTrailTests : AuditTrailContract, IDisposable
{
    private const long Room = 1 << 20;

    private readonly TemporaryFolder folder = new();
    private readonly SteppedClock clock = new(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
    private FileAuditTrail? trail;

    protected override IAuditTrail Trail => Opened;

    private FileAuditTrail Opened => trail ??= new(folder["audit"], Room, clock, NullLogger<FileAuditTrail>.Instance);

    public void Dispose()
    {
        trail?.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task It_is_all_there_after_a_restart()
    {
        await Trail.AppendAsync(Line("one"));
        await Trail.PostAsync(Line("two"));
        Restart();
        await Trail.AppendAsync(Line("three"));
        Assert.Equal(["three", "two", "one"], await ReadAsync());
        Assert.Single(folder.Files());
    }

    [Theory]
    [InlineData("torn")]
    [InlineData("{\"eventVersion\":\"1.11\",\"userId")]
    public async Task A_line_that_a_crash_tore_off_is_cut_off(string torn)
    {
        await Trail.AppendAsync(Line("whole"));
        Close();
        await File.AppendAllTextAsync(Path.Combine(folder.Path, folder.Files()[0]), torn, Ct);
        await Trail.AppendAsync(Line("next"));
        Assert.Equal(["next", "whole"], await ReadAsync());
        Assert.Equal("whole\nnext\n", await File.ReadAllTextAsync(Path.Combine(folder.Path, folder.Files()[0]), Ct));
    }

    [Fact]
    public async Task A_file_with_nothing_but_a_torn_line_is_begun_anew()
    {
        await Trail.AppendAsync(Line("whole"));
        Close();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, folder.Files()[0]), new string('x', 200_000), Ct);
        await Trail.AppendAsync(Line("next"));
        Assert.Equal(["next"], await ReadAsync());
    }

    [Fact]
    public async Task Each_day_has_a_file_of_its_own()
    {
        await Trail.AppendAsync(Line("monday"));
        clock.Advance(TimeSpan.FromDays(1));
        await Trail.AppendAsync(Line("tuesday"));
        Assert.Equal(2, folder.Files().Count);
        Assert.Equal(["tuesday", "monday"], await ReadAsync());
        Assert.Equal(["monday"], await ReadAsync(Trail, clock.GetUtcNow() - TimeSpan.FromHours(12)));
    }

    [Fact]
    public async Task The_oldest_go_when_there_is_no_more_room()
    {
        for (var i = 0; i < 3000; i++) await Trail.PostAsync(Line($"{i} {new string('x', 1000)}"));
        await Trail.AppendAsync(Line("last"));
        Assert.InRange(new DirectoryInfo(folder["audit"]).EnumerateFiles().Sum(file => file.Length), Room / 2, Room);
        var left = await ReadAsync();
        Assert.Equal("last", left[0]);
        Assert.Equal(Enumerable.Range(3000 - left.Count + 1, left.Count - 1).Reverse(), left.Skip(1).Select(line => int.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task What_is_old_enough_goes_and_what_is_written_to_stays()
    {
        for (var day = 0; day < 5; day++)
        {
            await Trail.AppendAsync(Line($"{day}"));
            clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(2, await Trail.TrimAsync(clock.GetUtcNow() - TimeSpan.FromDays(3.5), Ct));
        Assert.Equal(["4", "3", "2", "1"], await ReadAsync());
        await Trail.TrimAsync(clock.GetUtcNow() + TimeSpan.FromDays(1), Ct);
        Assert.Equal(["4"], await ReadAsync());
    }

    [Fact]
    public async Task Files_are_private()
    {
        await Trail.AppendAsync(Line("one"));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, folder.Files()[0])));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder["audit"]));
    }

    [Fact]
    public async Task After_its_end_nothing_is_taken()
    {
        _ = Trail;
        var closed = Opened;
        closed.Dispose();
        trail = null;
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await closed.AppendAsync(Line("late")));
    }

    private void Close()
    {
        trail?.Dispose();
        trail = null;
    }

    private void Restart()
    {
        Close();
        _ = Opened;
    }
}
