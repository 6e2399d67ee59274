namespace Slipway.Tests.Architecture;

/// <summary>The file name is the name of the AWS documentation's page.</summary>
public sealed class OneFilePerOperation
{
    private static readonly List<SourceFile> Operations =
        [.. SourceFiles.Below("src/Slipway").Where(file => file.Lines.Any(line => line.StartsWith("[Operation<", StringComparison.Ordinal)))];

    [Fact]
    public void An_operation_has_a_file_of_its_own_that_is_named_after_it()
    {
        Assert.NotEmpty(Operations);
        Assert.All(Operations, file =>
        {
            Assert.Single(file.Lines, line => line.StartsWith("[Operation<", StringComparison.Ordinal));
            var mark = Array.FindIndex(file.Lines, line => line.StartsWith("[Operation<", StringComparison.Ordinal));
            Assert.Matches($"^internal sealed (partial )?class {file.Name}\\b", file.Lines[mark + 1]);
        });
    }

    [Fact]
    public void An_operation_names_its_page_of_the_documentation() =>
        Assert.All(Operations, file => Assert.Contains($"API_{file.Name}", string.Join('\n', file.Lines), StringComparison.Ordinal));

    [Fact]
    public void An_operation_is_named_by_a_test_in_the_folder_of_its_service()
    {
        var tests = SourceFiles.Below("tests/Slipway.Tests").ToList();
        Assert.Empty(Operations
            .Where(operation => !tests.Any(test =>
                test.Path.Split('/')[2] == operation.Path.Split('/')[2]
                && test.Lines.Any(line => line.Contains(operation.Name, StringComparison.Ordinal))))
            .Select(operation => operation.Path));
    }
}
