using System.Runtime.CompilerServices;

namespace Slipway.Wire.Tests.Support;

/// <summary>Compares with a committed file, or with SLIPWAY_GOLDEN=write rewrites it for a reviewer to read.</summary>
internal static class Golden
{
    public static void Matches(string actual, string name, [CallerFilePath] string test = "")
    {
        var path = PathOf(name, test);
        if (Environment.GetEnvironmentVariable("SLIPWAY_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual.TrimEnd() + "\n");
        }

        Assert.Equal(File.ReadAllText(path).TrimEnd(), actual.TrimEnd());
    }

    public static string Read(string name, [CallerFilePath] string test = "") => File.ReadAllText(PathOf(name, test));

    private static string PathOf(string name, string test) => Path.Combine(Path.GetDirectoryName(test)!, "Golden", name);
}
