using System.Data.Common;
using Slipway.Adapters.Sql;

namespace Slipway.Server.Http;

/// <summary>The database answers.</summary>
internal sealed class DatabaseReadiness(Database database) : IReadiness
{
    public async ValueTask<string?> FindTroubleAsync(CancellationToken ct)
    {
        try
        {
            await database.ReadAsync(_ => true, ct);
            return null;
        }
        catch (DbException fault)
        {
            return $"the database does not answer: {fault.Message}";
        }
    }
}
