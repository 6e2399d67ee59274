using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Support;

namespace Slipway.Adapters.Tests.Sql;

public sealed class DatabaseTests : IAsyncLifetime
{
    private const string Count = "select count(*) from note";

    private readonly TemporaryFolder folder = new();
    private Database database = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string File => folder["slipway.db"];

    public async ValueTask InitializeAsync()
    {
        database = Database.Open(File, NullLogger<Database>.Instance);
        await database.WriteAsync(session => session.On("create table note (id integer primary key, text text not null unique)").Run(), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task What_was_written_is_read()
    {
        await WriteNote("a");
        Assert.Equal(1, await database.ReadAsync(session => session.On(Count).Number(), Ct));
    }

    [Fact]
    public async Task Every_commit_is_flushed_and_constraints_hold()
    {
        Assert.Equal("wal", await database.WriteAsync(session => session.On("pragma journal_mode").Text(), Ct));
        Assert.Equal(2, await database.WriteAsync(session => session.On("pragma synchronous").Number(), Ct)); // FULL
        Assert.Equal(1, await database.WriteAsync(session => session.On("pragma foreign_keys").Number(), Ct));
        Assert.Equal(0, await database.WriteAsync(session => session.On("pragma wal_autocheckpoint").Number(), Ct));
    }

    [Fact]
    public async Task The_systems_own_library_is_used_where_there_is_one()
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libsqlite3.so.0", out var library), "this machine has no libsqlite3.so.0");
        NativeLibrary.Free(library);
        var maps = await System.IO.File.ReadAllTextAsync("/proc/self/maps", Ct);
        Assert.Contains("/libsqlite3.so", maps, StringComparison.Ordinal);
        Assert.DoesNotContain("libe_sqlite3.so", maps, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_acknowledged_before_it_is_in_the_files()
    {
        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(n => WriteNote($"{round}.{n}")));
            await using var copy = CopyOfFiles(round);
            Assert.Equal((round + 1) * 8, await copy.ReadAsync(session => session.On(Count).Number(), Ct));
        }
    }

    [Fact]
    public async Task Work_that_fails_leaves_nothing_and_harms_nobody_in_its_batch()
    {
        var writes = Enumerable.Range(0, 200).Select(n => n % 3 == 0 ? FailAfterWriting(n) : WriteNote($"good {n}")).ToArray();
        await Task.WhenAll(writes.Where((_, n) => n % 3 != 0));
        foreach (var failing in writes.Where((_, n) => n % 3 == 0))
            Assert.Equal("on purpose", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        Assert.Equal(133, await database.ReadAsync(session => session.On(Count).Number(), Ct));
        Assert.False(await database.ReadAsync(session => session.On("select 1 from note where text like 'bad%'").Any(), Ct));
    }

    [Fact]
    public async Task A_commit_that_fails_fails_everyone_in_the_batch_and_the_next_one_succeeds()
    {
        await database.WriteAsync(session => session.On("create table child (note bigint not null references note (id) deferrable initially deferred)").Run(), Ct);
        // The first write holds the writer until the other two wait, so that these share a batch.
        using SemaphoreSlim hold = new(0);
        var first = await HoldTheWriter(hold);
        var broken = database.WriteAsync(session => session.On("insert into child (note) values (999)").Run(), Ct).AsTask();
        var innocent = WriteNote("innocent");
        hold.Release();
        await first;
        await Assert.ThrowsAnyAsync<Exception>(() => broken);
        await Assert.ThrowsAnyAsync<Exception>(() => innocent);
        Assert.Equal(0, await database.ReadAsync(session => session.On(Count).Number(), Ct));

        await WriteNote("next");
        Assert.Equal(1, await database.ReadAsync(session => session.On(Count).Number(), Ct));
    }

    [Fact]
    public async Task A_write_that_is_cancelled_before_it_begins_does_nothing()
    {
        using SemaphoreSlim hold = new(0);
        using CancellationTokenSource gone = new();
        var first = await HoldTheWriter(hold);
        var cancelled = database.WriteAsync(session => session.On("insert into note (text) values ('never')").Run(), gone.Token).AsTask();
        await gone.CancelAsync();
        hold.Release();
        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(0, await database.ReadAsync(session => session.On(Count).Number(), Ct));
    }

    [Fact]
    public async Task A_read_sees_one_moment_while_a_write_goes_on()
    {
        await WriteNote("a");
        var (before, after) = await database.ReadAsync(
            session =>
            {
                var before = session.On(Count).Number();
                WriteNote("b").GetAwaiter().GetResult();
                return (before, session.On(Count).Number());
            },
            Ct);
        Assert.Equal((1, 1), (before, after));
        Assert.Equal(2, await database.ReadAsync(session => session.On(Count).Number(), Ct));
    }

    [Fact]
    public async Task A_reader_cannot_write_and_is_as_good_as_new_afterwards()
    {
        for (var time = 0; time < 40; time++)
            await Assert.ThrowsAnyAsync<Exception>(() => database.ReadAsync(session => session.On("delete from note").Run(), Ct).AsTask());
        Assert.Equal(0, await database.ReadAsync(session => session.On(Count).Number(), Ct));
    }

    [Fact]
    public async Task The_log_does_not_grow_with_what_is_written()
    {
        var text = new string('x', 100_000);
        for (var n = 0; n < 1500; n++)
            await database.WriteAsync(session => session.On("insert or replace into note (id, text) values (1, @text)").With("@text", text + n).Run(), Ct);
        Assert.InRange(new FileInfo(File + "-wal").Length, 1, 40_000_000);
    }

    [Fact]
    public async Task After_closing_the_file_alone_holds_everything()
    {
        await WriteNote("a");
        await database.DisposeAsync();
        Assert.Equal(["slipway.db"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
        await using var again = Database.Open(File, NullLogger<Database>.Instance);
        Assert.Equal(1, await again.ReadAsync(session => session.On(Count).Number(), Ct));
    }

    [Fact]
    public async Task A_closed_database_refuses_reads_and_writes()
    {
        await database.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => WriteNote("late"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => database.ReadAsync(session => session.On(Count).Number(), Ct).AsTask());
    }

    [Fact]
    public async Task A_copy_holds_one_moment_of_a_database_that_is_written_to()
    {
        await WriteNote("a");
        await database.CopyToAsync(folder["copy.db"], Ct);
        await WriteNote("b");
        await using var copy = Database.Open(folder["copy.db"], NullLogger<Database>.Instance);
        Assert.Equal(1, await copy.ReadAsync(session => session.On(Count).Number(), Ct));
    }

    private Task<int> WriteNote(string text) =>
        database.WriteAsync(session => session.On("insert into note (text) values (@text)").With("@text", text).Run(), Ct).AsTask();

    private async Task<Task<int>> HoldTheWriter(SemaphoreSlim hold)
    {
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = database.WriteAsync(session => { begun.SetResult(); hold.Wait(Ct); return 0; }, Ct).AsTask();
        await begun.Task;
        return holding;
    }

    private Task<int> FailAfterWriting(int n) =>
        database.WriteAsync<int>(
            session =>
            {
                session.On("insert into note (text) values (@text)").With("@text", $"bad {n}").Run();
                throw new InvalidOperationException("on purpose");
            },
            Ct).AsTask();

    /// <summary>What a machine would find that lost its power now: the files as they are, without the process's memory.</summary>
    private Database CopyOfFiles(int round)
    {
        var target = Directory.CreateDirectory(folder[$"copy{round}"]).FullName;
        foreach (var name in new[] { "slipway.db", "slipway.db-wal" })
            System.IO.File.Copy(folder[name], Path.Combine(target, name));
        return Database.Open(Path.Combine(target, "slipway.db"), NullLogger<Database>.Instance);
    }
}
