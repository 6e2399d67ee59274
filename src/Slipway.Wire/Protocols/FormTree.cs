using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Protocols;

/// <summary>
/// Form parameters as a tree: <c>Tags.member.1.Key=a</c> is a path of four names. Bounded in parameters, depth and
/// names; a parameter that is given twice is refused, since nobody could say which one was meant.
/// </summary>
internal sealed class FormTree
{
    private const int MostParameters = 10_000;
    private const int MostLevels = 32;

    // Ten thousand deep paths that share nothing would make a tree a hundred times the size of the form.
    private const int MostNames = 50_000;

    private Dictionary<string, FormTree>? children;

    /// <summary>The parameter's own value; null when it only leads further.</summary>
    public string? Value { get; private set; }

    public IReadOnlyDictionary<string, FormTree>? Children => children;

    public FormTree? Find(string name) => children?.GetValueOrDefault(name);

    /// <exception cref="Unreadable"/>
    public static FormTree Parse(ReadOnlySpan<byte> form)
    {
        var root = new FormTree();
        var (count, names) = (0, 0);
        foreach (var range in form.Split((byte)'&'))
        {
            var pair = form[range];
            if (pair.IsEmpty) continue;
            if (++count > MostParameters) throw new Unreadable($"More than {MostParameters} parameters");
            var equals = pair.IndexOf((byte)'=');
            names += root.Add(Decode(equals < 0 ? pair : pair[..equals]), Decode(equals < 0 ? [] : pair[(equals + 1)..]));
            if (names > MostNames) throw new Unreadable($"More than {MostNames} names");
        }

        return root;
    }

    /// <summary>One top-level parameter, without making the tree; to see what a request wants before it is known whose it is.</summary>
    /// <returns>null when it is not there, or cannot be decoded.</returns>
    public static string? Peek(ReadOnlySpan<byte> form, ReadOnlySpan<byte> name)
    {
        foreach (var range in form.Split((byte)'&'))
        {
            var pair = form[range];
            if (!pair.StartsWith(name) || pair.Length == name.Length || pair[name.Length] != (byte)'=') continue;
            try
            {
                return Decode(pair[(name.Length + 1)..]);
            }
            catch (Unreadable)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The children under 1, 2, 3 …, in that order; gaps are closed.</summary>
    /// <exception cref="Unreadable">A name that is no positive number.</exception>
    public IReadOnlyList<FormTree> Numbered()
    {
        if (children is null) return [];
        var numbered = new SortedDictionary<int, FormTree>();
        foreach (var (name, child) in children)
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || !numbered.TryAdd(number, child))
                throw new Unreadable($"'{name}' is not the number of an item");
        }

        return [.. numbered.Values];
    }

    private int Add(string path, string value)
    {
        var node = this;
        var added = 0;
        var names = path.Split('.', MostLevels + 1);
        if (names.Length > MostLevels) throw new Unreadable($"'{path[..Math.Min(path.Length, 100)]}' leads too deep");
        foreach (var name in names)
        {
            node.children ??= new(StringComparer.Ordinal);
            if (!node.children.TryGetValue(name, out var child))
            {
                node.children.Add(name, child = new());
                added++;
            }

            node = child;
        }

        if (node.Value is not null) throw new Unreadable($"Duplicate parameter '{path[..Math.Min(path.Length, 100)]}'");
        node.Value = value;
        return added;
    }

    private static string Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            bytes[length++] = text[i] switch
            {
                (byte)'+' => (byte)' ',
                (byte)'%' when i + 2 < text.Length && Hex(text[i + 1]) is >= 0 and var high && Hex(text[i + 2]) is >= 0 and var low => Pair(high, low, ref i),
                (byte)'%' => throw new Unreadable("A percent sign that encodes nothing"),
                var other => other,
            };
        }

        var decoded = bytes.AsSpan(0, length);
        return Utf8.IsValid(decoded) ? Encoding.UTF8.GetString(decoded) : throw new Unreadable("The request is not valid UTF-8");

        static byte Pair(int high, int low, ref int at)
        {
            at += 2;
            return (byte)((high << 4) | low);
        }
    }

    private static int Hex(byte digit) => (char)digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        >= 'A' and <= 'F' => digit - 'A' + 10,
        _ => -1,
    };
}
