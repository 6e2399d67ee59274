using Slipway.Registry.Archiving;

namespace Slipway.Adapters.Sql;

/// <summary>What the archive has yet to do, inside one transaction; noted where the reason for it arises.</summary>
internal static class ArchiveTasks
{
    private const string Add = "insert into archive_task (kind, blob_id, due_at) values (@kind, @blob, @due) on conflict (kind, blob_id) do update set due_at = excluded.due_at";

    private const string AddOfImage =
        """
        insert into archive_task (kind, blob_id, due_at) select 'Freeze', blob_id, @due from image_blob where image_id = @image
        on conflict (kind, blob_id) do update set due_at = excluded.due_at
        """;

    private const string SetDue = "update archive_task set due_at = @due where kind = @kind and blob_id = @blob";

    private const string Remove = "delete from archive_task where kind = @kind and blob_id = @blob";

    private const string SetHot = "update blob set is_cold = false where id = @blob and is_cold";

    public static int Note(SqlSession session, ArchiveTask task, long blob, DateTimeOffset due) =>
        session.On(Add).With("@kind", task.ToString()).With("@blob", blob).With("@due", due).Run();

    /// <summary>The blobs of an image that has just gone to the archive.</summary>
    public static void NoteFreezing(SqlSession session, long image, DateTimeOffset due) => session.On(AddOfImage).With("@image", image).With("@due", due).Run();

    public static int Postpone(SqlSession session, ArchiveTask task, long blob, DateTimeOffset due) =>
        session.On(SetDue).With("@kind", task.ToString()).With("@blob", blob).With("@due", due).Run();

    public static int Finish(SqlSession session, ArchiveTask task, long blob) => session.On(Remove).With("@kind", task.ToString()).With("@blob", blob).Run();

    /// <summary>The bytes of a blob lie under its name again; what was kept of it is not needed. Nothing for one that is not cold.</summary>
    public static bool MakeHot(SqlSession session, long blob, DateTimeOffset at)
    {
        if (session.On(SetHot).With("@blob", blob).Run() == 0) return false;
        Finish(session, ArchiveTask.Drop, blob);
        Note(session, ArchiveTask.Release, blob, at);
        return true;
    }
}
