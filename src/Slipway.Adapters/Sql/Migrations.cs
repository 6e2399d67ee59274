using System.Data.Common;
using System.Globalization;
using System.Reflection;

namespace Slipway.Adapters.Sql;

/// <summary>
/// Brings a database to the schema that this program knows: each embedded <c>Schema/NNNN_name.sql</c> once, in order,
/// each in a transaction of its own together with the note that it was applied.
/// </summary>
internal static class Migrations
{
    private const string Folder = "Slipway.Adapters.Sql.Schema.";

    /// <summary>The steps that this program knows.</summary>
    public static IReadOnlyList<Migration> Known => Embedded(typeof(Migrations).Assembly);

    /// <exception cref="DatabaseTooNewException">The database has been written by a newer program; it is left as it is.</exception>
    public static void Apply(DbConnection connection)
    {
        Prepare(connection);
        // Their texts are read only when one is to be applied, which is at few starts.
        if (Version(connection) != Names(typeof(Migrations).Assembly).Max(NumberOf)) Apply(connection, Known);
    }

    /// <inheritdoc cref="Apply(DbConnection)"/>
    public static void Apply(DbConnection connection, IReadOnlyList<Migration> steps)
    {
        Prepare(connection);
        var current = Version(connection);
        var latest = steps.Max(step => step.Version);
        if (current > latest) throw new DatabaseTooNewException(current, latest);

        foreach (var step in steps.Where(step => step.Version > current).OrderBy(step => step.Version))
        {
            Run(connection, Sqlite.BeginWrite);
            try
            {
                Run(connection, step.Sql);
                Note(connection, step);
                Run(connection, "commit");
            }
            catch
            {
                Run(connection, "rollback");
                throw;
            }
        }
    }

    private static List<Migration> Embedded(Assembly assembly)
    {
        List<Migration> steps = [];
        foreach (var name in Names(assembly))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(Folder + name)!);
            steps.Add(new(NumberOf(name), name, reader.ReadToEnd()));
        }

        return steps;
    }

    private static IEnumerable<string> Names(Assembly assembly) => assembly.GetManifestResourceNames()
        .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
        .Select(resource => resource[Folder.Length..]);

    private static int NumberOf(string name) => int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture);

    private static void Prepare(DbConnection connection) =>
        Run(connection, "create table if not exists schema_version (version bigint not null primary key, name text not null)");

    private static long Version(DbConnection connection)
    {
        using SqlStatement statement = new(connection.CreateCommand(), "select max(version) from schema_version");
        return statement.Number() ?? 0;
    }

    private static void Note(DbConnection connection, Migration step)
    {
        using SqlStatement note = new(connection.CreateCommand(), "insert into schema_version (version, name) values (@version, @name)");
        note.With("@version", step.Version).With("@name", step.Name).Run();
    }

    private static void Run(DbConnection connection, string sql)
    {
        using SqlStatement statement = new(connection.CreateCommand(), sql);
        statement.Run();
    }
}

/// <param name="Version">The four digits that its file begins with.</param>
internal sealed record Migration(int Version, string Name, string Sql);

/// <summary>The database belongs to a newer program.</summary>
internal sealed class DatabaseTooNewException(long found, long known) : Exception(
    $"The database has schema version {found}, but this program knows versions up to {known}. "
    + "It was written by a newer release; run that one, or restore a backup made by this one.");
