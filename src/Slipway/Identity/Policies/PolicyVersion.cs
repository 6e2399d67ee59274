using System.Globalization;

namespace Slipway.Identity.Policies;

/// <summary>A version of a customer's managed policy (API_PolicyVersion).</summary>
/// <param name="Number">From 1; never used again for the same policy.</param>
/// <param name="Document">As it was given.</param>
/// <param name="IsDefault">It is the one in force.</param>
internal sealed record PolicyVersion(long Number, string Document, bool IsDefault, DateTimeOffset CreatedAt)
{
    public string Id => IdOf(Number);

    /// <summary>Such as <c>v3</c>.</summary>
    public static string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"v{number}");

    /// <returns>The number of an id; 0, which no version has, for a text that is none.</returns>
    public static long NumberOf(string id) =>
        id.StartsWith('v') && long.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && IdOf(number) == id ? number : 0;
}
