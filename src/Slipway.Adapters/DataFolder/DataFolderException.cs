using System.Globalization;

namespace Slipway.Adapters.DataFolder;

/// <summary>The data folder cannot be used; the message is for whoever started the program.</summary>
internal class DataFolderException(string message, Exception? cause) : Exception(message, cause);

/// <summary>Another process owns the folder.</summary>
/// <param name="pid">Of the owner; null when it does not say.</param>
/// <param name="socket">Where the owner takes commands; null when it takes none (it is no server, or not yet).</param>
internal sealed class DataFolderInUseException(string folder, int? pid, string? socket, Exception cause) : DataFolderException(
    $"The data folder '{folder}' is in use by another slipway process{(pid is { } id ? string.Create(CultureInfo.InvariantCulture, $" (pid {id})") : "")}.",
    cause)
{
    public string? Socket => socket;
}
