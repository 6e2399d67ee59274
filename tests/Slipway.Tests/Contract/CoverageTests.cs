using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.Tests.Contract;

/// <summary>
/// The part of docs/services/*.md that says what is implemented is written from the operation table and the models.
/// <c>SLIPWAY_GOLDEN=write</c> rewrites it, as it does golden files.
/// </summary>
public sealed partial class CoverageTests
{
    private const string Begin = "<!-- coverage: written by the tests -->", End = "<!-- end of coverage -->";

    public static TheoryData<string, string[]> Pages => new()
    {
        { "ecr", ["src/Slipway/Ecr", "src/Slipway/Oci", "src/Slipway/Registry"] },
        { "sts", ["src/Slipway/Sts"] },
        { "iam", ["src/Slipway/Iam", "src/Slipway/Identity"] },
        { "organizations", ["src/Slipway/Organizations"] },
        { "kms", ["src/Slipway/Kms"] },
        { "cloudtrail", ["src/Slipway/CloudTrail"] },
        { "secretsmanager", ["src/Slipway/SecretsManager"] },
        { "events", ["src/Slipway/Events"] },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_page_of_a_service_says_what_is_implemented(string service, string[] folders)
    {
        var model = ServiceModel.Of(service);
        var path = SourceTree.At($"docs/services/{service}.md");
        var page = File.ReadAllText(path);
        var (start, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        Assert.True(start >= Begin.Length && end >= start, $"{path} lacks the marks '{Begin}' and '{End}'.");
        var expected = Table(service, model, folders);
        if (Environment.GetEnvironmentVariable("SLIPWAY_GOLDEN") == "write")
        {
            File.WriteAllText(path, page[..start] + expected + page[end..]);
            return;
        }

        var actual = page[start..end];
        Assert.Equal(Implemented(service), Ticked().Matches(actual).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Equal(Departures(folders), actual[(actual.IndexOf("\n### ", StringComparison.Ordinal) + 1)..].Trim());
        // Another botocore knows other operations; the table is held to the letter only against its own.
        if (VersionLine().Match(actual).Groups[1].Value == model.BotocoreVersion.ToString()) Assert.Equal(expected, actual);
    }

    private static string Table(string service, ServiceModel model, string[] folders)
    {
        var implemented = OperationTable.All.Where(operation => operation.Service.SigningName == service).ToDictionary(operation => operation.Name);
        var names = model.Operations.EnumerateObject().Select(operation => operation.Name).Order(StringComparer.Ordinal).ToList();
        var text = new StringBuilder($"\n{implemented.Count} of {names.Count} operations, by the model of botocore {model.BotocoreVersion}.\n\n");
        text.Append("| operation | implemented | members that answers never have |\n| --- | --- | --- |\n");
        foreach (var name in names)
        {
            var unanswered = implemented.TryGetValue(name, out var operation) ? ModelComparison.Unanswered(operation, model) : [];
            text.Append($"| {name} | {(operation is null ? "" : "yes")} | {string.Join(", ", unanswered.Select(member => $"`{member}`"))} |\n");
        }

        return text.Append($"\n{Departures(folders)}\n").ToString();
    }

    private static string Departures(string[] folders)
    {
        var departures = folders.SelectMany(SourceTree.Departures).Select(departure => $"- {departure.Text} (`{departure.File}`)").ToList();
        return "### Known departures\n\n" + (departures.Count == 0 ? "None." : string.Join('\n', departures));
    }

    private static IEnumerable<string> Implemented(string service) => OperationTable.All
        .Where(operation => operation.Service.SigningName == service).Select(operation => operation.Name).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\| (\w+) \| yes \|", RegexOptions.Multiline)]
    private static partial Regex Ticked();

    [GeneratedRegex(@"botocore ([\d.]+)\.\s")]
    private static partial Regex VersionLine();
}
