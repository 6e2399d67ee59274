using System.Runtime.CompilerServices;

namespace Slipway.Tests.Support;

/// <summary>
/// Compares a whole answer with a file beside the test, <c>Golden/Class.name.json</c>. <c>make golden</c> rewrites the
/// files (by the variable SLIPWAY_GOLDEN=write); the difference is then read like any other change.
/// </summary>
internal static class Golden
{
    public static void Matches(string actual, string name, [CallerFilePath] string test = "")
    {
        var extension = actual.StartsWith('<') ? "xml" : actual.StartsWith('{') || actual.StartsWith('[') ? "json" : "txt";
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Golden", $"{Path.GetFileNameWithoutExtension(test)}.{name}.{extension}");
        if (Environment.GetEnvironmentVariable("SLIPWAY_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual.TrimEnd() + "\n");
        }

        Assert.True(File.Exists(path), $"{path} does not exist; `make golden` writes it. The answer was:\n{actual}");
        Assert.Equal(File.ReadAllText(path).TrimEnd(), actual.TrimEnd());
    }
}
