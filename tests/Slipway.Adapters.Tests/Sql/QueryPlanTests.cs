using System.Reflection;
using System.Text.RegularExpressions;
using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Support;
using SqliteEngine = Slipway.Adapters.Sql.Sqlite;

namespace Slipway.Adapters.Tests.Sql;

/// <summary>Keeps it true that costs follow the page: no statement reads a whole table, none sorts.</summary>
public sealed class QueryPlanTests(QueryPlanTests.Planner planner) : IClassFixture<QueryPlanTests.Planner>
{
    // Indexes that hold only the rows which the statement is after: reading one from its start is reading the page.
    private static readonly string[] OnlyWhatQualifies = ["blob_unlinked", "blob_cold_unlinked", "repository_deleted", "image_orphaned", "replication_backfill_searching"];

    public static TheoryData<string, string> Statements()
    {
        TheoryData<string, string> statements = [];
        foreach (var type in typeof(Database).Assembly.GetTypes().Where(type => type.Namespace == typeof(Database).Namespace))
        {
            foreach (var field in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                if (field is { IsLiteral: true } && field.GetRawConstantValue() is string sql && IsWhole(sql)) statements.Add(type.Name, field.Name);
            }
        }

        return statements;
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void Every_statement_finds_its_rows_by_an_index_and_in_their_order(string type, string field)
    {
        var steps = planner.Plan(TextOf(type, field));
        Assert.DoesNotContain(steps, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal) || step.Contains("AUTOMATIC", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.StartsWith("SCAN", StringComparison.Ordinal) && !OnlyWhatQualifies.Any(step.EndsWith));
    }

    [Theory]
    [InlineData(nameof(ImageListing), "TaggedImages", "image_tagged")]
    [InlineData(nameof(ImageListing), "UntaggedImages", "image_untagged")]
    [InlineData(nameof(ImageListing), "StoredTaggedImages", "image_stored_tagged")]
    [InlineData(nameof(ImageListing), "StoredUntaggedImages", "image_stored_untagged")]
    [InlineData(nameof(SqlImageStore), "Referrers", "image_referrers")]
    [InlineData(nameof(SqlImageStore), "ReferrersByType", "image_referrers_by_type")]
    [InlineData(nameof(SqlCollectorStore), "UnreferencedLinks", "repository_blob_unreferenced")]
    [InlineData(nameof(SqlCollectorStore), "Orphans", "image_orphaned")]
    [InlineData(nameof(SqlRepositoryStore), "List", "repository_by_name")]
    public void A_filtered_listing_reads_the_index_made_for_it(string type, string field, string index) =>
        Assert.Contains(planner.Plan(TextOf(type, field)), step => step.Contains($"INDEX {index} ", StringComparison.Ordinal));

    // Parts that others are put together from, and words of the transaction, are no statements by themselves.
    private static bool IsWhole(string sql) =>
        (sql.StartsWith("select ", StringComparison.Ordinal) && Regex.IsMatch(sql, @"\swhere\s"))
        || sql.StartsWith("update ", StringComparison.Ordinal)
        || sql.StartsWith("delete ", StringComparison.Ordinal)
        || sql.StartsWith("insert ", StringComparison.Ordinal);

    private static string TextOf(string type, string field) =>
        (string)typeof(Database).Assembly.GetType($"{typeof(Database).Namespace}.{type}", throwOnError: true)!
            .GetField(field, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!.GetRawConstantValue()!;

    /// <summary>One connection to an empty database for all: asking for a plan changes nothing.</summary>
    public sealed class Planner : IDisposable
    {
        private readonly TemporaryFolder folder = new();
        private readonly SqlSession session;

        public Planner()
        {
            session = new(new SqliteEngine(folder["slipway.db"]).OpenWriter());
            Migrations.Apply(session.Connection);
        }

        public IReadOnlyList<string> Plan(string sql)
        {
            using var command = session.Connection.CreateCommand();
            command.CommandText = $"explain query plan {sql}";
            foreach (var name in Regex.Matches(sql, "@[a-z_]+").Select(match => match.Value).Distinct())
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = 1;
                command.Parameters.Add(parameter);
            }

            using var reader = command.ExecuteReader();
            List<string> steps = [];
            while (reader.Read()) steps.Add(reader.GetString(3));
            return steps;
        }

        public void Dispose()
        {
            session.Dispose();
            folder.Dispose();
        }
    }
}
