using System.Globalization;
using System.Text.Json;

namespace Slipway.Ecr.Lifecycle;

/// <summary>
/// The form of a lifecycle policy, and its violations in the words of the JSON schema validator that ECR speaks with: one
/// line for each, the outer ones first.
/// </summary>
internal static class LifecyclePolicySchema
{
    /// <summary>Expiry by the last pull. ECR refuses <c>sinceImagePulled</c> there, so it has a name of our own.</summary>
    // Departs: countType slipway:sinceImagePulled expires images by their last pull, which ECR cannot.
    public const string PulledForExpiry = "slipway:sinceImagePulled";

    private const int MostRules = 50;

    private const string NoMatch = "instance failed to match exactly one schema (matched 0 out of 2)";

    private static readonly string[] SinceTypes = ["sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned", PulledForExpiry];

    /// <param name="policy">A JSON object.</param>
    public static IReadOnlyList<string> Violations(JsonElement policy)
    {
        List<string> found = [];
        Members(policy, ["rules"], [], found);
        if (!policy.TryGetProperty("rules", out var rules) || !Is(rules, JsonValueKind.Array, "array", found)) return found;
        Count(rules.GetArrayLength(), 1, MostRules, found);
        foreach (var rule in rules.EnumerateArray()) Rule(rule, found);
        return found;
    }

    /// <summary>1, 1.0 and 1e0 are the same whole number.</summary>
    public static bool TryGetWhole(JsonElement number, out int value)
    {
        value = 0;
        if (!number.TryGetDecimal(out var whole) || whole != decimal.Truncate(whole) || whole is < int.MinValue or > int.MaxValue) return false;
        value = (int)whole;
        return true;
    }

    /// <summary>Whether the rule of this priority counts in our own way.</summary>
    public static bool IsOwn(JsonElement policy, int priority) => policy.GetProperty("rules").EnumerateArray().Any(rule =>
        TryGetWhole(rule.GetProperty("rulePriority"), out var own) && own == priority && rule.GetProperty("selection").GetProperty("countType").GetString() == PulledForExpiry);

    private static void Rule(JsonElement rule, List<string> found)
    {
        if (!Is(rule, JsonValueKind.Object, "object", found)) return;
        Members(rule, ["action", "rulePriority", "selection"], ["description"], found);
        if (rule.TryGetProperty("rulePriority", out var priority)) Whole(priority, found);
        if (rule.TryGetProperty("description", out var description)) Is(description, JsonValueKind.String, "string", found);
        if (rule.TryGetProperty("selection", out var selection)) Selection(selection, found);
        if (rule.TryGetProperty("action", out var action)) Action(action, found);
    }

    private static void Selection(JsonElement selection, List<string> found)
    {
        if (!Is(selection, JsonValueKind.Object, "object", found)) return;
        Members(selection, ["countNumber", "countType", "tagStatus"], ["countUnit", "storageClass", "tagPatternList", "tagPrefixList"], found);
        if (selection.TryGetProperty("countType", out var type) && !Counts(type, selection)) found.Add(NoMatch);
        if (selection.TryGetProperty("tagStatus", out var status)) OneOf(status, ["any", "tagged", "untagged"], found);
        if (selection.TryGetProperty("tagPatternList", out var patterns)) Texts(patterns, found);
        if (selection.TryGetProperty("tagPrefixList", out var prefixes)) Texts(prefixes, found);
        if (selection.TryGetProperty("storageClass", out var stored)) OneOf(stored, ["archive", "standard"], found);
        if (selection.TryGetProperty("countUnit", out var unit)) OneOf(unit, ["days"], found);
        if (selection.TryGetProperty("countNumber", out var number)) Whole(number, found);
    }

    /// <summary>A number of images has no unit, a time has one.</summary>
    private static bool Counts(JsonElement type, JsonElement selection)
    {
        var hasUnit = selection.TryGetProperty("countUnit", out _);
        return type.ValueKind is JsonValueKind.String && (type.GetString() == "imageCountMoreThan" ? !hasUnit : hasUnit && SinceTypes.Contains(type.GetString()));
    }

    private static void Action(JsonElement action, List<string> found)
    {
        if (!Is(action, JsonValueKind.Object, "object", found)) return;
        Members(action, ["type"], ["targetStorageClass"], found);
        var hasTarget = action.TryGetProperty("targetStorageClass", out var target);
        if (action.TryGetProperty("type", out var type))
        {
            if (type.ValueKind is JsonValueKind.String && type.GetString() is "expire" or "transition" && type.GetString() == "transition" != hasTarget) found.Add(NoMatch);
            OneOf(type, ["expire", "transition"], found);
        }

        if (hasTarget) OneOf(target, ["archive"], found);
    }

    private static void Members(JsonElement value, string[] required, string[] optional, List<string> found)
    {
        var names = value.EnumerateObject().Select(member => member.Name).Distinct().ToList();
        var unknown = names.Where(name => !required.Contains(name) && !optional.Contains(name)).Order(StringComparer.Ordinal).ToList();
        var missing = required.Where(name => !names.Contains(name)).ToList();
        if (unknown.Count > 0) found.Add($"object instance has properties which are not allowed by the schema: ({List(unknown)})");
        if (missing.Count > 0) found.Add($"object has missing required properties ({List(missing)})");
    }

    private static void Texts(JsonElement list, List<string> found)
    {
        if (!Is(list, JsonValueKind.Array, "array", found)) return;
        Count(list.GetArrayLength(), 1, int.MaxValue, found);
        foreach (var text in list.EnumerateArray())
        {
            if (Is(text, JsonValueKind.String, "string", found) && text.GetString()!.Length == 0) found.Add("string \"\" is too short (length: 0, required minimum: 1)");
        }
    }

    private static void Count(int length, int least, int most, List<string> found)
    {
        if (length < least) found.Add($"array is too short: must have at least {least} elements but instance has {length} elements");
        if (length > most) found.Add($"array is too long: must have at most {most} elements but instance has {length} elements");
    }

    private static void Whole(JsonElement number, List<string> found)
    {
        if (number.ValueKind is not JsonValueKind.Number || (number.TryGetDecimal(out var value) && value != decimal.Truncate(value)))
            found.Add($"instance type ({TypeOf(number)}) does not match any allowed primitive type (allowed: [\"integer\"])");
        else if (number.GetDouble() < 1)
            found.Add(string.Create(CultureInfo.InvariantCulture, $"numeric instance is lower than the required minimum (minimum: 1, found: {number.GetRawText()})"));
    }

    private static void OneOf(JsonElement value, string[] allowed, List<string> found)
    {
        var text = value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (value.ValueKind is not JsonValueKind.String || !allowed.Contains(text))
            found.Add($"instance value ({text}) not found in enum :(possible values: {List(allowed)})");
    }

    private static bool Is(JsonElement value, JsonValueKind kind, string name, List<string> found)
    {
        if (value.ValueKind == kind) return true;
        found.Add($"instance type ({TypeOf(value)}) does not match any allowed primitive type (allowed: [\"{name}\"])");
        return false;
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetDecimal(out var number) && number == decimal.Truncate(number) ? "integer" : "number",
        _ => "null",
    };

    private static string List(IEnumerable<string> names) => $"[{string.Join(',', names.Select(name => $"\"{name}\""))}]";
}
