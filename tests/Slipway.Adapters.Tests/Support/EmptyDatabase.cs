using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Adapters.Sql;

namespace Slipway.Adapters.Tests.Support;

/// <summary>A database with the schema and nothing in it; made once, since hundreds of tests begin with a new one.</summary>
internal static class EmptyDatabase
{
    private static readonly Lazy<byte[]> Content = new(() =>
    {
        using TemporaryFolder folder = new();
        Database.Open(folder["slipway.db"], NullLogger<Database>.Instance).DisposeAsync().AsTask().GetAwaiter().GetResult();
        return File.ReadAllBytes(folder["slipway.db"]);
    });

    /// <summary>Opens what is there already, or a new one.</summary>
    public static Database Open(string file)
    {
        if (!File.Exists(file)) File.WriteAllBytes(file, Content.Value);
        return Database.Open(file, NullLogger<Database>.Instance);
    }
}
