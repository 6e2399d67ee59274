namespace Slipway.Adapters.DataFolder;

/// <summary>
/// Where things lie in a data folder; a backup has the same form:
/// <code>
/// folder/                 0700, everything below for this user alone
/// ├─ lock                 held by the process that owns the folder; says its pid and where its control socket is
/// ├─ control.sock         commands for the running server (gc, verify, backup)
/// ├─ slipway.db           the metadata
/// ├─ keys/data.key        encrypts what is secret in the metadata
/// ├─ credentials          the first identity, in the AWS shared-credentials format
/// ├─ sealed/  blobs/  uploads/  sealing/  quarantine/      see BlobLayout
/// ├─ audit/               what was done and refused, as lines of JSON
/// ├─ backup               only in a backup, written last: it is whole
/// └─ restoring            only while a restore has not ended
/// </code>
/// </summary>
internal sealed record DataFolderLayout(string Path)
{
    public string Lock => In("lock");

    public string Socket => In("control.sock");

    public string Database => In("slipway.db");

    public string Keys => In("keys");

    public string DataKey => In("keys/data.key");

    public string Credentials => In("credentials");

    public string Audit => In("audit");

    public string BackupMark => In("backup");

    public string RestoreMark => In("restoring");

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
