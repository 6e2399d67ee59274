using Slipway.EndToEnd.Support;
using Slipway.Tests.Support;

namespace Slipway.EndToEnd.Program;

/// <summary>What the person at the keyboard meets: settings, commands, the first start.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Every_wrong_setting_is_named_at_once_and_nothing_is_touched()
    {
        await using var server = new ServerProgram(
            ("SLIPWAY_URLS", "ftp://nowhere"), ("SLIPWAY_ACCOUNT_ID", "12"), ("SLIPWAY_REGION", "Nowhere"), ("SLIPWAY_ADMIN_SECRET_ACCESS_KEY", ""),
            ("SLIPWAY_REGISTRY_DOMAIN", "Not A Host"), ("SLIPWAY_GC_GRACE", "soon"), ("SLIPWAY_LOG_FORMAT", "xml"), ("SLIPWAY_BLOBS", "s3://bucket"));
        var ended = await server.CommandAsync("serve");
        Assert.Equal(2, ended.Code);
        foreach (var setting in new[] { "URLS", "ACCOUNT_ID", "REGION", "ADMIN_SECRET_ACCESS_KEY", "REGISTRY_DOMAIN", "GC_GRACE", "LOG_FORMAT", "BLOBS" })
            Assert.Contains($"SLIPWAY_{setting}: ", ended.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(server.DataFolder));
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused()
    {
        await using var server = new ServerProgram();
        await server.StartAsync();
        var second = await server.CommandAsync("serve");
        Assert.Equal(1, second.Code);
        Assert.Contains("is in use by another slipway process", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_line()
    {
        await using var server = new ServerProgram();
        await server.StartAsync();
        await using var second = new ServerProgram(("SLIPWAY_URLS", server.Url.ToString()));
        var ended = await second.CommandAsync("serve");
        Assert.Equal(1, ended.Code);
        Assert.Contains("address already in use", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Output + ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_start_makes_a_key_and_prints_three_commands_to_paste()
    {
        await using var server = new ServerProgram(("SLIPWAY_ADMIN_ACCESS_KEY_ID", ""), ("SLIPWAY_ADMIN_SECRET_ACCESS_KEY", ""));
        await server.StartAsync();
        Assert.Contains($"listens on {server.Url.ToString().TrimEnd('/')}", server.Log, StringComparison.Ordinal);
        Assert.Contains($"docker login --username AWS --password-stdin {server.Host}", server.Log, StringComparison.Ordinal);
        var pasted = server.Log.Split('\n').Single(line => line.Contains("eval", StringComparison.Ordinal));
        var credentials = Path.Combine(server.DataFolder, "credentials");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(credentials));

        var printed = (await Tool.RunAsync("/bin/sh", ["-c", $"{pasted}; env"], new Dictionary<string, string>())).Succeeds().Output;
        var variables = printed.Split('\n').Where(line => line.Contains('=', StringComparison.Ordinal)).Select(line => line.Split('=', 2)).ToLookup(pair => pair[0], pair => pair[1]);
        Assert.Equal(server.Url.ToString().TrimEnd('/'), variables["AWS_ENDPOINT_URL"].Single());
        Assert.Contains(variables["AWS_SECRET_ACCESS_KEY"].Single(), await File.ReadAllTextAsync(credentials), StringComparison.Ordinal);

        await server.StopAsync();
        var lines = server.Log.Length;
        await server.StartAsync();
        Assert.DoesNotContain("eval", server.Log[lines..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Env_prints_the_keys_that_were_set()
    {
        await using var server = new ServerProgram();
        var lines = (await server.CommandAsync("env")).Succeeds().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.StartsWith("export ", line, StringComparison.Ordinal));
        Assert.Contains($"export AWS_ACCESS_KEY_ID={AwsKey.Admin.AccessKeyId}", lines);
        Assert.Contains("export AWS_DEFAULT_REGION=us-east-1", lines);
    }

    [Fact]
    public async Task A_backup_of_a_running_server_restores_to_what_was_there()
    {
        await using var server = new ServerProgram();
        await server.StartAsync();
        using var client = new Client(server.Url);
        await client.CreateRepository("backup/test");
        var (kept, later) = (SmallImage.Random(new(1), layers: 2, layerSize: 50_000), SmallImage.Random(new(2), layers: 1, layerSize: 50_000));
        Assert.True(await kept.Push(client, "backup/test", "v1"));
        var folder = Path.Combine(server.DataFolder, "..", Path.GetFileName(server.DataFolder) + "-backup");
        try
        {
            (await server.CommandAsync("backup", folder)).Succeeds();
            Assert.True(await later.Push(client, "backup/test", "v2"));

            await using var restored = new ServerProgram();
            (await restored.CommandAsync("restore", folder)).Succeeds();
            await restored.StartAsync();
            using var reader = new Client(restored.Url);
            await reader.PullAndCheck("backup/test", kept.Digest);
            Assert.Equal(System.Net.HttpStatusCode.NotFound, await reader.StatusOf(HttpMethod.Head, $"/v2/backup/test/manifests/{later.Digest}"));
            (await restored.CommandAsync("verify")).Succeeds();
            Assert.NotEqual(0, (await restored.CommandAsync("restore", folder)).Code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("KMS")]
    [InlineData("KMS_DSSE")]
    public async Task A_backup_has_the_keys_of_its_images_and_one_without_its_data_key_says_so(string type)
    {
        await using var server = new ServerProgram();
        await server.StartAsync();
        using var client = new Client(server.Url);
        await client.Ecr("CreateRepository", $$"""{"repositoryName":"backup/kms","encryptionConfiguration":{"encryptionType":"{{type}}"} }""");
        var image = SmallImage.Random(new(1), layers: 2, layerSize: 150_000);
        Assert.True(await image.Push(client, "backup/kms", "v1"));
        var folder = Path.Combine(server.DataFolder, "..", Path.GetFileName(server.DataFolder) + "-backup");
        try
        {
            (await server.CommandAsync("backup", folder)).Succeeds();
            await using var restored = new ServerProgram();
            Assert.Contains("all sound", (await restored.CommandAsync("restore", folder)).Succeeds().Output, StringComparison.Ordinal);
            await restored.StartAsync();
            using var reader = new Client(restored.Url);
            await reader.PullAndCheck("backup/kms", image.Digest);
            var more = SmallImage.Random(new(2), layers: 1, layerSize: 50_000);
            Assert.True(await more.Push(reader, "backup/kms", "v2"));
            (await restored.CommandAsync("verify")).Succeeds();

            File.Delete(Path.Combine(folder, "keys", "data.key"));
            await using var keyless = new ServerProgram();
            var refused = await keyless.CommandAsync("restore", folder);
            Assert.NotEqual(0, refused.Code);
            Assert.DoesNotContain("   at ", refused.Output + refused.Errors, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Damage_is_found_set_aside_and_healed_by_the_next_push()
    {
        await using var server = new ServerProgram();
        await server.StartAsync();
        using var client = new Client(server.Url);
        await client.CreateRepository("damage/test");
        var image = SmallImage.Random(new(3), layers: 1, layerSize: 10_000);
        Assert.True(await image.Push(client, "damage/test", "v1"));
        var layer = Client.DigestOf(image.Layers[0]);
        var file = Directory.EnumerateFiles(Path.Combine(server.DataFolder, "sealed"), layer[7..], SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[5000] ^= 1;
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllBytesAsync(file, bytes);

        var verified = await server.CommandAsync("verify");
        Assert.Equal(1, verified.Code);
        Assert.Contains(layer, verified.Output, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, await client.StatusOf(HttpMethod.Get, $"/v2/damage/test/blobs/{layer}"));
        Assert.True(await image.Push(client, "damage/test", "v1"));
        await client.PullAndCheck("damage/test", image.Digest);
        (await server.CommandAsync("verify")).Succeeds();
    }
}
