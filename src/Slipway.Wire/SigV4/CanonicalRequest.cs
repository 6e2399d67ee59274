using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Slipway.Wire.SigV4;

/// <summary>
/// The canonical form of a request (Signature Version 4, "Create a canonical request"): exactly the headers that
/// <c>SignedHeaders</c> lists, exactly as they came.
/// </summary>
public static class CanonicalRequest
{
    /// <param name="bodyHash">SHA-256 of the body as it was received, lower-case hexadecimal.</param>
    /// <returns>null when a header that is listed as signed did not come.</returns>
    public static string? Of(HttpRequest request, IReadOnlyList<string> signedHeaders, string bodyHash)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "/";
        // Clients of a proxy write the whole address into the request line, and sign its path.
        if (target.IndexOf("://", StringComparison.Ordinal) is > 0 and var authority && target[0] != '/')
            target = target.IndexOfAny(['/', '?'], authority + 3) is >= 0 and var start ? target[start..] : "/";
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return Of(request.Method, mark < 0 ? target : target[..mark], mark < 0 ? "" : target[(mark + 1)..], request.Headers, signedHeaders, bodyHash);
    }

    /// <param name="path">As it stood in the request line, percent-encoded or not.</param>
    /// <param name="query">As it stood in the request line, without the question mark.</param>
    public static string? Of(string method, string path, string query, IHeaderDictionary headers, IReadOnlyList<string> signedHeaders, string bodyHash)
    {
        var text = new StringBuilder();
        text.Append(method).Append('\n');
        AppendPath(text, path);
        text.Append('\n');
        AppendQuery(text, query);
        text.Append('\n');
        foreach (var name in signedHeaders)
        {
            if (!headers.TryGetValue(name, out var values)) return null;
            text.Append(name).Append(':');
            AppendValues(text, values);
            text.Append('\n');
        }

        text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(bodyHash);
        return text.ToString();
    }

    // Every service but S3 signs the normalized path with each of its segments encoded once more than on the wire.
    private static void AppendPath(StringBuilder text, string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment is "" or ".") continue;
            if (segment is "..")
            {
                if (segments.Count > 0) segments.RemoveAt(segments.Count - 1);
                continue;
            }

            segments.Add(segment);
        }

        foreach (var segment in segments)
        {
            text.Append('/');
            AppendEncoded(text, Encoding.UTF8.GetBytes(segment));
        }

        if (segments.Count == 0 || path[^1] == '/') text.Append('/');
    }

    private static void AppendQuery(StringBuilder text, string query)
    {
        if (query.Length == 0) return;
        var pairs = new List<(string Name, string Value)>();
        foreach (var pair in query.Split('&'))
        {
            if (pair.Length == 0) continue;
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Recoded(equals < 0 ? pair : pair[..equals]);
            // The signature of a presigned URL cannot sign itself.
            if (name != "X-Amz-Signature") pairs.Add((name, Recoded(equals < 0 ? "" : pair[(equals + 1)..])));
        }

        pairs.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name) is not 0 and var order ? order : string.CompareOrdinal(a.Value, b.Value));
        for (var i = 0; i < pairs.Count; i++)
        {
            if (i > 0) text.Append('&');
            text.Append(pairs[i].Name).Append('=').Append(pairs[i].Value);
        }
    }

    private static void AppendValues(StringBuilder text, StringValues values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) text.Append(',');
            AppendCollapsed(text, values[i].AsSpan().Trim());
        }
    }

    // Runs of spaces count as one.
    private static void AppendCollapsed(StringBuilder text, ReadOnlySpan<char> value)
    {
        var afterSpace = false;
        foreach (var character in value)
        {
            if (character == ' ' && afterSpace) continue;
            afterSpace = character == ' ';
            text.Append(character);
        }
    }

    private static string Recoded(string component)
    {
        var text = new StringBuilder(component.Length);
        AppendEncoded(text, Decoded(component));
        return text.ToString();
    }

    private static byte[] Decoded(string component)
    {
        var bytes = Encoding.UTF8.GetBytes(component);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            // Whoever reads the query takes a plus sign for a space: it must not be signed as if it were an encoded plus sign.
            if (bytes[i] == '+') bytes[i] = (byte)' ';
            bytes[length++] = bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2])
                ? (byte)((Nibble(bytes[++i]) << 4) | Nibble(bytes[++i]))
                : bytes[i];
        }

        return bytes[..length];
    }

    private static int Nibble(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static void AppendEncoded(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        foreach (var octet in bytes)
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~') text.Append((char)octet);
            else text.Append('%').Append(octet.ToString("X2"));
        }
    }
}
