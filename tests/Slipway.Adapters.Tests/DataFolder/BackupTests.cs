using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Adapters.DataFolder;
using Slipway.Adapters.Tests.Collection;
using Slipway.Adapters.Tests.Support;
using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Tests.DataFolder;

public sealed class BackupTests : IAsyncDisposable
{
    private readonly TemporaryFolder temporary = new();
    private readonly ServedFolder served;
    private readonly Printed printed = new();

    public BackupTests()
    {
        served = new(temporary["data"]);
        Directory.CreateDirectory(temporary["data/keys"]);
        File.WriteAllBytes(temporary["data/keys/data.key"], TestKeys.Bytes);
        File.WriteAllText(temporary["data/credentials"], "[default]");
        Directory.CreateDirectory(temporary["data/audit"]);
        File.WriteAllText(temporary["data/audit/000000000001-20260301T120000Z.jsonl"], "{}\n");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private StoredRegistry Registry => served.Registry;

    [Fact]
    public async Task What_was_backed_up_is_restored_whole()
    {
        var repository = await Registry.AddRepositoryAsync();
        var (image, blob) = await Registry.PushImageAsync(repository, "v1");
        Assert.True(await BackUpAsync("copy"));
        var (_, later) = await Registry.PushImageAsync(repository, "v2");

        Assert.Equal(0, await RestoreAsync("copy", "restored"));
        await using var restored = new ServedFolder(temporary["restored"]);
        Assert.Equal(image, (await restored.Registry.Images.FindAsync(repository, Reference.To(ImageTag.Parse("v1")), Ct))!.Digest);
        Assert.Null(await restored.Registry.Images.FindAsync(repository, Reference.To(ImageTag.Parse("v2")), Ct));
        Assert.True(await restored.Registry.HasAsync(blob));
        Assert.False(await restored.Registry.HasAsync(later));
        Assert.Equal(TestKeys.Bytes, await File.ReadAllBytesAsync(temporary["restored/keys/data.key"], Ct));
        Assert.Equal("{}\n", await File.ReadAllTextAsync(temporary["restored/audit/000000000001-20260301T120000Z.jsonl"], Ct));
        Assert.Equal("[default]", await File.ReadAllTextAsync(temporary["restored/credentials"], Ct));
        await restored.Registry.AssertSoundAsync();
    }

    [Fact]
    public async Task A_backup_while_everything_moves_is_consistent()
    {
        var repository = await Registry.AddRepositoryAsync();
        using var done = new CancellationTokenSource();
        var pushing = Task.Run(
            async () =>
            {
                for (var round = 0; !done.IsCancellationRequested; round++)
                {
                    var (image, _) = await Registry.PushImageAsync(repository, $"v{round}");
                    if (round % 2 == 0) await Registry.Images.DeleteImageAsync(repository, image, null, ChangeOrigin.Client, Ct);
                    Registry.Clock.Advance(TimeSpan.FromMinutes(20));
                }
            },
            Ct);
        var collecting = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested) await Registry.CollectAsync();
            },
            Ct);
        try
        {
            for (var round = 0; round < 5; round++)
            {
                Assert.True(await BackUpAsync($"copy{round}"), string.Join('\n', printed.Complaints));
                Assert.Equal(0, await RestoreAsync($"copy{round}", $"restored{round}"));
            }
        }
        finally
        {
            await done.CancelAsync();
            await Task.WhenAll(pushing, collecting);
        }

        Assert.Empty(printed.Complaints);
    }

    [Fact]
    public async Task A_backup_outlives_what_happens_to_the_original()
    {
        var repository = await Registry.AddRepositoryAsync();
        var (image, _) = await Registry.PushImageAsync(repository, "v1");
        Assert.True(await BackUpAsync("copy"));
        await Registry.Images.DeleteImageAsync(repository, image, null, ChangeOrigin.Client, Ct);
        Registry.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, (await Registry.CollectAsync()).BlobsDeleted);
        Assert.Equal(0, await RestoreAsync("copy", "restored"));
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_refused_both_ways()
    {
        Directory.CreateDirectory(temporary["copy"]);
        await File.WriteAllTextAsync(temporary["copy/mine"], "mine", Ct);
        Assert.False(await BackUpAsync("copy"));
        Assert.True(await BackUpAsync("good"));
        Assert.Equal(1, await RestoreAsync("good", "copy"));
        Assert.Equal("mine", await File.ReadAllTextAsync(temporary["copy/mine"], Ct));
        Assert.Equal(1, await RestoreAsync("copy", "restored"));
        Assert.False(await BackUpAsync("data/backups"));
        Assert.False(await served.Backup.RunAsync("relative", printed.Output, Ct));
        await Assert.ThrowsAsync<DataFolderInUseException>(() => RestoreAsync("good", "data"));
    }

    [Fact]
    public async Task A_blob_that_is_missing_does_not_keep_the_others_from_being_saved()
    {
        var repository = await Registry.AddRepositoryAsync();
        var (_, lost) = await Registry.PushImageAsync(repository, "v1");
        var (_, kept) = await Registry.PushImageAsync(repository, "v2");
        File.Delete(Registry.PathOf(lost));

        Assert.False(await BackUpAsync("copy"));
        Assert.Contains(printed.Complaints, line => line.Contains(lost.ToString(), StringComparison.Ordinal));
        Assert.Equal(1, await RestoreAsync("copy", "restored"));
        await using var restored = new ServedFolder(temporary["restored"]);
        Assert.True(await restored.Registry.HasAsync(kept));
    }

    [Fact]
    public async Task Damage_in_a_backup_is_found_by_the_restore()
    {
        var (_, blob) = await Registry.PushImageAsync(await Registry.AddRepositoryAsync(), "v1");
        Assert.True(await BackUpAsync("copy"));
        await File.WriteAllTextAsync(temporary[$"copy/sealed/0/sha256/{blob.Hex[..2]}/{blob.Hex}"], "layer of vX", Ct);
        Assert.Equal(1, await RestoreAsync("copy", "restored"));
        Assert.Contains(printed.Said, line => line.Contains(blob.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_restore_that_did_not_end_keeps_servers_away_and_starts_over()
    {
        await Registry.PushImageAsync(await Registry.AddRepositoryAsync(), "v1");
        Assert.True(await BackUpAsync("copy"));
        using (FolderLock.Take(temporary["restored"], TimeProvider.System))
        {
            await File.WriteAllTextAsync(temporary["restored/restoring"], "", Ct);
            await File.WriteAllTextAsync(temporary["restored/slipway.db"], "half", Ct);
        }

        Assert.Contains("did not come to its end", Assert.Throws<DataFolderException>(() => FolderLock.Take(temporary["restored"], TimeProvider.System)).Message, StringComparison.Ordinal);
        Assert.Equal(0, await RestoreAsync("copy", "restored"));
        FolderLock.Take(temporary["restored"], TimeProvider.System).Dispose();
    }

    [Fact]
    public async Task A_backup_is_for_its_owner_alone()
    {
        Assert.True(await BackUpAsync("copy"));
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(temporary["copy"], "*", SearchOption.AllDirectories).Append(temporary["copy"]),
            entry => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(entry) & Others) != 0);
    }

    public async ValueTask DisposeAsync()
    {
        await served.DisposeAsync();
        temporary.Dispose();
    }

    private async Task<bool> BackUpAsync(string target) => await served.Backup.RunAsync(temporary[target], printed.Output, Ct);

    private async Task<int> RestoreAsync(string source, string target) =>
        await new Restore(TimeProvider.System, NullLoggerFactory.Instance).RunAsync(temporary[source], temporary[target], printed.Output, Ct);
}
