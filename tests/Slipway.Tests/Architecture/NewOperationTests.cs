using System.Diagnostics;

namespace Slipway.Tests.Architecture;

/// <summary><c>make operation</c>, in a tree of its own. That what it writes compiles is seen by the build of this project.</summary>
public sealed class NewOperationTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("slipway-").FullName;

    public NewOperationTests()
    {
        var templates = Directory.CreateDirectory(Path.Combine(root, "tests/templates")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SourceFiles.Root, "tests/templates")))
            File.Copy(file, Path.Combine(templates, Path.GetFileName(file)));
        Directory.CreateDirectory(Path.Combine(root, "src/Slipway/Identity"));
        Directory.CreateDirectory(Path.Combine(root, "src/Slipway/Ecr"));
        File.WriteAllText(Path.Combine(root, "src/Slipway/Ecr/EcrApi.cs"), "");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task An_operation_and_its_test_are_written_in_the_folder_of_the_resource()
    {
        Assert.Equal(0, (await RunAsync("ecr", "DoThing", "Images")).Code);

        var operation = await ReadAsync("src/Slipway/Ecr/Images/DoThing.cs");
        Assert.Contains("namespace Slipway.Ecr.Images;", operation, StringComparison.Ordinal);
        Assert.Contains("[Operation<EcrApi>]", operation, StringComparison.Ordinal);
        var test = await ReadAsync("tests/Slipway.Tests/Ecr/Images/DoThingTests.cs");
        Assert.Contains("public sealed class DoThingTests", test, StringComparison.Ordinal);
        Assert.DoesNotContain("@", operation + test, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_folder_they_lie_beside_the_service()
    {
        Assert.Equal(0, (await RunAsync("ecr", "DoThing", "")).Code);
        Assert.Contains("namespace Slipway.Ecr;", await ReadAsync("src/Slipway/Ecr/DoThing.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("identity", "GetUser", "", "the services are: ecr")] // a folder, but no service
    [InlineData("nope", "GetUser", "", "the services are: ecr")]
    [InlineData("ecr", "getUser", "", "NAME like")]
    [InlineData("ecr", "../GetUser", "", "NAME like")]
    [InlineData("ecr", "GetUser", "../../x", "FOLDER is like")]
    public async Task What_cannot_become_an_operation_is_explained_and_nothing_is_written(string service, string name, string folder, string said)
    {
        var before = Files();
        var (code, errors) = await RunAsync(service, name, folder);

        Assert.Equal(2, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task What_is_there_is_never_written_over_nor_half_of_it()
    {
        var test = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "tests/Slipway.Tests/Ecr")).FullName, "DoThingTests.cs");
        await File.WriteAllTextAsync(test, "mine", TestContext.Current.CancellationToken);

        var (code, errors) = await RunAsync("ecr", "DoThing", "");

        Assert.Equal(1, code);
        Assert.Contains("DoThingTests.cs exists", errors, StringComparison.Ordinal);
        Assert.Equal("mine", await ReadAsync("tests/Slipway.Tests/Ecr/DoThingTests.cs"));
        Assert.False(File.Exists(Path.Combine(root, "src/Slipway/Ecr/DoThing.cs")));
    }

    private string[] Files() => [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private Task<string> ReadAsync(string path) => File.ReadAllTextAsync(Path.Combine(root, path), TestContext.Current.CancellationToken);

    private async Task<(int Code, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(root, "tests/templates/new-operation"), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, errors);
    }
}
