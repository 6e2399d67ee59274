using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Slipway.Adapters.DataFolder;

/// <summary>
/// What is said on the control socket. The client sends its arguments, one line with a JSON array of strings. The
/// server answers with lines: <c>o</c> and a line of output, <c>e</c> and a complaint, at the end <c>x</c> and the exit
/// code. Hanging up calls the command off.
/// </summary>
internal static class ControlProtocol
{
    /// <summary>Bytes of a request, bounded because it is read into memory.</summary>
    public const int LongestRequest = 64 * 1024;

    public const char Output = 'o';
    public const char Complaint = 'e';
    public const char Exit = 'x';

    public static string WriteArguments(IReadOnlyList<string> arguments)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var argument in arguments) writer.WriteStringValue(argument);
            writer.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <returns>null when the line is no request.</returns>
    public static IReadOnlyList<string>? ReadArguments(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new() { MaxDepth = 2 });
            if (document.RootElement.ValueKind is not JsonValueKind.Array) return null;
            List<string> arguments = [];
            foreach (var element in document.RootElement.EnumerateArray())
            {
                if (element.ValueKind is not JsonValueKind.String) return null;
                arguments.Add(element.GetString()!);
            }

            return arguments;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A text of several lines becomes several.</summary>
    public static IEnumerable<string> Lines(char kind, string text) => text.ReplaceLineEndings("\n").Split('\n').Select(line => $"{kind} {line}");

    public static string ExitLine(int code) => string.Create(CultureInfo.InvariantCulture, $"{Exit} {code}");
}
