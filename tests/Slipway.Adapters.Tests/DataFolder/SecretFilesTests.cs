using Slipway.Adapters.DataFolder;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity;

namespace Slipway.Adapters.Tests.DataFolder;

public sealed class SecretFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_data_key_is_made_once_and_only_its_owner_may_read_it()
    {
        var first = DataKeyFile.LoadOrCreate(folder.Path);
        var again = DataKeyFile.LoadOrCreate(folder.Path);
        Assert.Equal(first.Derive("test"), again.Derive("test"));
        Assert.Equal(["keys/data.key"], folder.Files());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["keys/data.key"]));
    }

    [Fact]
    public void A_data_key_of_the_wrong_length_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(folder["keys"]);
        File.WriteAllText(folder["keys/data.key"], "short");
        Assert.Throws<InvalidDataException>(() => DataKeyFile.LoadOrCreate(folder.Path));
        Assert.Equal("short", File.ReadAllText(folder["keys/data.key"]));
    }

    [Fact]
    public async Task The_credentials_are_in_the_format_of_the_aws_clients_and_private()
    {
        File.WriteAllText(folder["credentials"], "old, and readable by all");
        await new CredentialsFile(folder.Path).WriteAsync(new("AKIAEXAMPLE", "se/cr+et"), Ct);
        Assert.Equal("[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = se/cr+et\n", File.ReadAllText(folder["credentials"]));
        Assert.Equal(["credentials"], folder.Files());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["credentials"]));
    }
}
