namespace Slipway.EndToEnd.Support;

/// <summary>Where things are in this checkout.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(new(AppContext.BaseDirectory));

    /// <summary>The program as <c>make build</c> leaves it.</summary>
    public static string Program { get; } = Path.Combine(Root, "artifacts/slipway/slipway");

    public static string Clients { get; } = Path.Combine(Root, "e2e");

    private static string Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "Slipway.slnx")) ? folder.FullName
        : Find(folder.Parent ?? throw new DirectoryNotFoundException("Slipway.slnx is in no folder above the tests."));
}
