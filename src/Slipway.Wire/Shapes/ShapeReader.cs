using System.Diagnostics.CodeAnalysis;

namespace Slipway.Wire.Shapes;

/// <summary>
/// One value of a request, whatever protocol it came in. Generated codecs read records from it. A value of the wrong
/// type ends the reading with an <see cref="Unreadable"/>; a value that breaks a rule is noted in the
/// <see cref="Binding"/> and reading goes on, so that every violation is reported at once.
/// </summary>
/// <param name="parent">null for the request itself.</param>
/// <param name="name">A member's or an entry's own name; null for the item of a list.</param>
/// <param name="index">The place of an item in its list, from 1.</param>
public abstract class ShapeReader(Binding binding, ShapeReader? parent, string? name, int index)
{
    // A path names places; a hostile key of a megabyte is not repeated.
    private const int LongestPath = 300;

    private const int LongestLooked = 4096;

    /// <summary>Tries to make a value with rules of its own from text.</summary>
    public delegate bool Parser<T>(string? text, [MaybeNullWhen(false)] out T value);

    /// <summary>Where this value stands in the request, in the words of the wire; empty for the request itself.</summary>
    public string Path
    {
        get
        {
            // Spelt out only when somebody asks, which is when the value is refused.
            if (parent is null) return "";
            var (outer, step) = (parent.Path, name ?? parent.StepTo(index));
            var path = outer.Length == 0 ? step : outer.Length >= LongestPath ? outer : $"{outer}.{step}";
            return path.Length <= LongestPath ? path : string.Concat(path.AsSpan(0, LongestPath), "…");
        }
    }

    protected Binding Binding { get; } = binding;

    /// <summary>A member of this structure; null when it is absent or null.</summary>
    public abstract ShapeReader? Find(Member member);

    public abstract string Text();

    public abstract bool Boolean();

    public abstract long Long();

    public abstract double Number();

    public abstract DateTimeOffset Timestamp();

    public abstract ReadOnlyMemory<byte> Blob();

    public abstract IReadOnlyList<ShapeReader> Items();

    public abstract IReadOnlyList<KeyValuePair<string, ShapeReader>> Entries();

    /// <summary>Nothing but a structure will do; an operation without members still refuses a list.</summary>
    public abstract void ExpectStructure();

    /// <summary>How the protocol spells the way to an item of a list.</summary>
    protected abstract string StepTo(int item);

    public int Integer() => Long() is >= int.MinValue and <= int.MaxValue and var value
        ? (int)value
        : throw new Unreadable("NUMBER_VALUE can not be converted to an Integer");

    public T Required<T>(Member member, Func<ShapeReader, T> read)
    {
        if (Find(member) is { } value) return read(value);
        Missing(member);
        return default!; // never seen: a binding with violations is refused
    }

    public T? Optional<T>(Member member, Func<ShapeReader, T> read)
        where T : class => Find(member) is { } value ? read(value) : null;

    public T? OptionalValue<T>(Member member, Func<ShapeReader, T> read)
        where T : struct => Find(member) is { } value ? read(value) : null;

    public string Text(Rule rule) => Checked(Text(), rule);

    public int Integer(Rule rule) => (int)InBounds(Integer(), rule);

    public long Long(Rule rule) => InBounds(Long(), rule);

    public ReadOnlyMemory<byte> Blob(Rule rule)
    {
        var value = Blob();
        CheckLength(value.Length, null, rule);
        return value;
    }

    /// <summary>A value whose only way in is its parser.</summary>
    public T Parsed<T>(Parser<T> parse, Rule rule)
    {
        var text = Text();
        var isParsed = parse(text, out var value);
        if (CheckLength(text.Length, text, rule) ? !isParsed : BreaksPattern(text, rule)) Violate(text, PatternConstraint(rule.Pattern ?? ".*"));
        return value!; // never seen when it did not parse
    }

    /// <summary>One of a fixed set of words.</summary>
    public T Choice<T>(IReadOnlyDictionary<string, T> words)
    {
        var text = Text();
        if (words.TryGetValue(text, out var value)) return value;
        Violate(text, $"Member must satisfy enum value set: [{string.Join(", ", words.Keys)}]");
        return default!;
    }

    public IReadOnlyList<T> List<T>(Func<ShapeReader, T> read, Rule rule)
    {
        var items = Items();
        if (!CheckLength(items.Count, items.Count == 0 ? "[]" : null, rule)) return [];
        var list = new T[items.Count];
        for (var i = 0; i < list.Length; i++) list[i] = read(items[i]);
        return list;
    }

    public IReadOnlyDictionary<string, T> Map<T>(Func<ShapeReader, T> read, Rule rule)
    {
        var entries = Entries();
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        if (!CheckLength(entries.Count, null, rule)) return map;
        foreach (var (key, value) in entries)
        {
            if (!map.TryAdd(key, read(value))) throw new Unreadable($"Duplicate key in '{Path}'");
        }

        return map;
    }

    private void Missing(Member member)
    {
        if (Binding.IsFull) return;
        var name = member.In(Binding.Casing);
        Binding.Violate(Violation.Missing(Path is { Length: > 0 } path ? $"{path}.{name}" : name));
    }

    private static string PatternConstraint(string pattern) => $"Member must satisfy regular expression pattern: {pattern}";

    private string Checked(string text, Rule rule)
    {
        if (CheckLength(text.Length, text, rule) ? !rule.Matches(text) : BreaksPattern(text, rule)) Violate(text, PatternConstraint(rule.Pattern!));
        return text;
    }

    // Of a text that is refused for its length already; a hostile one of megabytes is not looked through as well.
    private static bool BreaksPattern(string text, Rule rule) => text.Length <= LongestLooked && !rule.Matches(text);

    private long InBounds(long value, Rule rule)
    {
        if (value < rule.Min) Violate(value.ToString(), $"Member must have value greater than or equal to {rule.Min}");
        if (value > rule.Max) Violate(value.ToString(), $"Member must have value less than or equal to {rule.Max}");
        return value;
    }

    private bool CheckLength(long length, string? value, Rule rule)
    {
        if (length < rule.Min) Violate(value, $"Member must have length greater than or equal to {rule.Min}");
        else if (length > rule.Max) Violate(value, $"Member must have length less than or equal to {rule.Max}");
        else return true;
        return false;
    }

    private void Violate(string? value, string constraint)
    {
        if (!Binding.IsFull) Binding.Violate(Path, value, constraint);
    }
}
