using Slipway.Registry;

namespace Slipway.Oci;

/// <summary>What a path under <c>/v2/</c> names, before anything about it is known to be right.</summary>
internal enum OciNoun
{
    Unknown,
    Base,
    Catalog,
    Tags,
    Manifest,
    Blob,

    /// <summary>The collection of uploads of a repository.</summary>
    Uploads,
    Upload,
    Referrers,
}

/// <summary>
/// A path under <c>/v2/</c>, taken apart from its end because names contain slashes (distribution specification,
/// "Endpoints"). It reads the target as the client sent it: a server that has resolved <c>..</c> or decoded <c>%2f</c>
/// shows another path than the one that a proxy before it may have judged.
/// </summary>
/// <param name="Name">The repository's name, decoded once; empty where there is none. Not yet checked.</param>
/// <param name="Reference">The last segment: tag, digest or upload; empty where there is none. Not yet checked.</param>
internal readonly record struct OciPath(OciNoun Noun, string Name, string Reference)
{
    private const string Prefix = "/v2/";

    /// <param name="target">The request target: path and query, or an absolute URI from a client that believes in a proxy.</param>
    public static OciPath Parse(string target)
    {
        var path = PathOf(target);
        if (path is "/v2" or Prefix) return new(OciNoun.Base, "", "");
        if (!path.StartsWith(Prefix, StringComparison.Ordinal)) return default;
        path = path[Prefix.Length..];
        if (path is "_catalog") return new(OciNoun.Catalog, "", "");

        // name / noun / reference
        var slash = path.LastIndexOf('/');
        if (slash <= 0) return default;
        var last = path[(slash + 1)..];
        var rest = path[..slash];
        slash = rest.LastIndexOf('/');
        var noun = rest[(slash + 1)..];
        var name = slash <= 0 ? [] : rest[..slash];

        // name / blobs / uploads / reference, and without the last slash name / blobs / uploads
        if (noun is "uploads" && LastOf(name) is "blobs") return Named(last.IsEmpty ? OciNoun.Uploads : OciNoun.Upload, BeforeLast(name), last);
        if (noun is "blobs" && last is "uploads") return Named(OciNoun.Uploads, name, []);
        if (last.IsEmpty) return default;
        return noun switch
        {
            "tags" when last is "list" => Named(OciNoun.Tags, name, []),
            "manifests" => Named(OciNoun.Manifest, name, last),
            "blobs" => Named(OciNoun.Blob, name, last),
            "referrers" => Named(OciNoun.Referrers, name, last),
            _ => default,
        };
    }

    /// <summary>The name as a type; an encoded slash is none.</summary>
    public bool TryGetRepository(out RepositoryName name) => RepositoryName.TryParse(Name, out name);

    private static OciPath Named(OciNoun noun, ReadOnlySpan<char> name, ReadOnlySpan<char> reference) =>
        name.IsEmpty ? default : new(noun, Decoded(name), Decoded(reference));

    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> target)
    {
        var query = target.IndexOfAny('?', '#');
        if (query >= 0) target = target[..query];
        if (!target.IsEmpty && target[0] == '/') return target;
        var authority = target.IndexOf("://");
        if (authority < 0) return [];
        target = target[(authority + 3)..];
        var slash = target.IndexOf('/');
        return slash < 0 ? [] : target[slash..];
    }

    private static ReadOnlySpan<char> LastOf(ReadOnlySpan<char> path) => path[(path.LastIndexOf('/') + 1)..];

    private static ReadOnlySpan<char> BeforeLast(ReadOnlySpan<char> path)
    {
        var slash = path.LastIndexOf('/');
        return slash <= 0 ? [] : path[..slash];
    }

    // Names, tags and digests are ASCII. An escape of anything but an ASCII character that separates nothing stays as it
    // is: its percent sign then fails every grammar, so what was encoded twice is never decoded twice.
    private static string Decoded(ReadOnlySpan<char> text)
    {
        if (!text.Contains('%')) return text.ToString();
        var decoded = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                var c = (char)Convert.ToByte(text.Slice(i + 1, 2).ToString(), 16);
                if (c is > ' ' and < (char)0x7f and not '/' and not '\\' and not '%')
                {
                    decoded.Append(c);
                    i += 2;
                    continue;
                }
            }

            decoded.Append(text[i]);
        }

        return decoded.ToString();
    }
}
