using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Support;

namespace Slipway.Adapters.Tests.Sql;

public sealed class MigrationsTests : IDisposable
{
    private static readonly Migration First = new(1, "0001_first.sql", "create table a (id integer primary key); create table b (id integer primary key)");
    private static readonly Migration Second = new(2, "0002_second.sql", "create table c (id integer primary key)");

    private readonly TemporaryFolder folder = new();
    private readonly SqlSession session;

    public MigrationsTests() => session = new(new Sqlite(folder["slipway.db"]).OpenWriter());

    public void Dispose()
    {
        session.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Each_step_is_applied_once_and_in_order()
    {
        Migrations.Apply(session.Connection, [First]);
        Migrations.Apply(session.Connection, [Second, First]);
        Migrations.Apply(session.Connection, [Second, First]);
        Assert.Equal(["a", "b", "c", "schema_version"], Tables());
        Assert.Equal(2, session.On("select count(*) from schema_version").Number());
    }

    [Fact]
    public void A_step_that_fails_leaves_nothing_of_itself()
    {
        Migration broken = new(2, "0002_broken.sql", "create table c (id integer primary key); create table a (id integer primary key)");
        Assert.ThrowsAny<Exception>(() => Migrations.Apply(session.Connection, [First, broken]));
        Assert.Equal(["a", "b", "schema_version"], Tables());
        Migrations.Apply(session.Connection, [First, Second]);
        Assert.Equal(["a", "b", "c", "schema_version"], Tables());
    }

    [Fact]
    public void A_database_of_a_newer_program_is_refused_and_left_as_it_is()
    {
        Migrations.Apply(session.Connection, [First, Second]);
        var refusal = Assert.Throws<DatabaseTooNewException>(() => Migrations.Apply(session.Connection, [First]));
        Assert.Contains("schema version 2, but this program knows versions up to 1", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b", "c", "schema_version"], Tables());
    }

    [Fact]
    public void The_embedded_steps_are_numbered_without_repetition() =>
        Assert.Distinct(Migrations.Known.Select(step => step.Version));

    private List<string> Tables() =>
        session.On("select name from sqlite_master where type = 'table' order by name").All(row => row.GetString(0));
}
