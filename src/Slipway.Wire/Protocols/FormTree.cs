using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Protocols;

/// <summary>
/// Form parameters as a tree: <c>Tags.member.1.Key=a</c> is a path of four names. Bounded in parameters and depth;
/// a parameter that is given twice is refused, since nobody could say which one was meant.
/// </summary>
internal sealed class FormTree
{
    private const int MostParameters = 10_000;
    private const int MostLevels = 32;

    private Dictionary<string, FormTree>? children;

    /// <summary>The parameter's own value; null when it only leads further.</summary>
    public string? Value { get; private set; }

    public IReadOnlyDictionary<string, FormTree>? Children => children;

    public FormTree? Find(string name) => children?.GetValueOrDefault(name);

    /// <exception cref="Unreadable"/>
    public static FormTree Parse(ReadOnlySpan<byte> form)
    {
        var root = new FormTree();
        var count = 0;
        foreach (var range in form.Split((byte)'&'))
        {
            var pair = form[range];
            if (pair.IsEmpty) continue;
            if (++count > MostParameters) throw new Unreadable($"More than {MostParameters} parameters");
            var equals = pair.IndexOf((byte)'=');
            root.Add(Decode(equals < 0 ? pair : pair[..equals]), Decode(equals < 0 ? [] : pair[(equals + 1)..]));
        }

        return root;
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

    private void Add(string path, string value)
    {
        var node = this;
        var levels = 0;
        foreach (var name in path.Split('.'))
        {
            if (++levels > MostLevels) throw new Unreadable($"'{path[..Math.Min(path.Length, 100)]}…' leads too deep");
            node.children ??= new(StringComparer.Ordinal);
            if (!node.children.TryGetValue(name, out var child)) node.children.Add(name, child = new());
            node = child;
        }

        if (node.Value is not null) throw new Unreadable($"Duplicate parameter '{path[..Math.Min(path.Length, 100)]}'");
        node.Value = value;
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

    private static int Hex(byte digit) => char.IsAsciiHexDigit((char)digit) ? Convert.ToInt32(((char)digit).ToString(), 16) : -1;
}
