using System.Text.Json;

namespace Slipway.Events.Patterns;

/// <summary>One event, while it is held against one pattern.</summary>
internal sealed class Evaluation(JsonElement whole)
{
    // Asked for each object of a list, and the same for all of them.
    private Dictionary<PatternLeaf, bool>? absences;

    public JsonElement Whole => whole;

    public bool IsAbsent(PatternLeaf leaf)
    {
        absences ??= [];
        if (!absences.TryGetValue(leaf, out var isAbsent)) absences.Add(leaf, isAbsent = !leaf.HasValue(whole));
        return isAbsent;
    }
}

internal abstract class PatternNode
{
    /// <param name="value">What the event has in the node's place; null when it has nothing there.</param>
    public abstract bool Matches(JsonElement? value, Evaluation evaluation);
}

/// <summary>All fields must match, and of each choice one alternative.</summary>
internal sealed class PatternObject(IReadOnlyDictionary<string, PatternNode> fields, IReadOnlyList<IReadOnlyList<PatternObject>> choices) : PatternNode
{
    public override bool Matches(JsonElement? value, Evaluation evaluation)
    {
        // Of a list of objects a single one must have all that is asked for, not each of them something.
        if (value is not { ValueKind: JsonValueKind.Array } list) return MatchesOne(value, evaluation);
        if (list.GetArrayLength() == 0) return MatchesOne(null, evaluation);
        foreach (var item in list.EnumerateArray())
        {
            if (Matches(item, evaluation)) return true;
        }

        return false;
    }

    private bool MatchesOne(JsonElement? value, Evaluation evaluation)
    {
        foreach (var (name, node) in fields)
        {
            JsonElement? found = value is { ValueKind: JsonValueKind.Object } place && place.TryGetProperty(name, out var field) ? field : null;
            if (!node.Matches(found, evaluation)) return false;
        }

        foreach (var choice in choices)
        {
            if (!choice.Any(alternative => alternative.MatchesOne(value, evaluation))) return false;
        }

        return true;
    }
}

/// <summary>One of the matchers must accept one of the values in its place.</summary>
/// <param name="path">From the event's root.</param>
/// <param name="acceptsAbsence">The event may also have no value at this path at all.</param>
internal sealed class PatternLeaf(string[] path, IReadOnlyList<Predicate<JsonElement>> matchers, bool acceptsAbsence) : PatternNode
{
    public override bool Matches(JsonElement? value, Evaluation evaluation) =>
        (value is { } found && Accepts(found)) || (acceptsAbsence && evaluation.IsAbsent(this));

    private bool Accepts(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                if (Accepts(item)) return true;
            }

            return false;
        }

        // Only leaves have values: what an object holds is asked for by its fields.
        if (value.ValueKind is JsonValueKind.Object) return false;
        foreach (var matcher in matchers)
        {
            if (matcher(value)) return true;
        }

        return false;
    }

    /// <summary>Whether an event has a value at this path, in whichever of its objects.</summary>
    public bool HasValue(JsonElement whole) => HasValue(whole, 0);

    private bool HasValue(JsonElement place, int depth) => place.ValueKind switch
    {
        JsonValueKind.Array => place.EnumerateArray().Any(item => HasValue(item, depth)),
        JsonValueKind.Object => depth < path.Length && place.TryGetProperty(path[depth], out var next) && HasValue(next, depth + 1),
        _ => depth == path.Length,
    };
}
