namespace Slipway.Server.Commands;

/// <summary>Words for a POSIX shell.</summary>
internal static class ShellText
{
    /// <summary>As it is where nothing in it means anything to a shell; else in single quotes.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "_-./:@%+=,".Contains(c, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
