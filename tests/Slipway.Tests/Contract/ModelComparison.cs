using System.Text.Json;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Tests.Contract;

/// <summary>Holds the shapes of an operation against the service's own model, and says each difference in a line.</summary>
internal sealed class ModelComparison(ServiceModel model, MemberCasing casing)
{
    private readonly List<string> differences = [];
    private readonly HashSet<(string, string)> seen = [];

    /// <summary>Lines such as <c>input.maxResults: max is 1000 in the model, 100 here</c>.</summary>
    public static IReadOnlyList<string> Differences(OperationEntry operation, ServiceModel model)
    {
        if (!model.Operations.TryGetProperty(operation.Name, out var modelled)) return [$"{operation.Name} is not in the model"];
        var comparison = new ModelComparison(model, operation.Service.Casing is var casing && operation.Service.XmlNamespace is null ? casing : MemberCasing.Pascal);
        if (modelled.TryGetProperty("input", out var input)) comparison.Compare("input", operation.Input, ShapeOf(input), isInput: true);
        if (modelled.TryGetProperty("output", out var output)) comparison.Compare("output", operation.Output, ShapeOf(output), isInput: false);
        if (modelled.TryGetProperty("output", out _) != operation.HasOutput) comparison.differences.Add("output: is there in only one of model and code");
        return comparison.differences;
    }

    /// <summary>Members of the model's answer that ours never has; not a fault, but said in docs/services.</summary>
    public static IReadOnlyList<string> Unanswered(OperationEntry operation, ServiceModel model)
    {
        var modelled = model.Operations.GetProperty(operation.Name);
        if (!modelled.TryGetProperty("output", out var output)) return [];
        List<string> missing = [];
        HashSet<string> visited = [];
        Walk(operation.Output, ShapeOf(output));
        return missing;

        void Walk(ShapeDescriptor ours, string name)
        {
            if (!visited.Add(name)) return;
            var shape = model.Shape(name);
            switch (ours.Kind)
            {
                case ShapeKind.List:
                    Walk(ours.Item!, ShapeOf(shape.GetProperty("member")));
                    break;
                case ShapeKind.Structure:
                    var known = ours.Members!().ToDictionary(member => member.Member.ToString(), StringComparer.OrdinalIgnoreCase);
                    foreach (var member in shape.GetProperty("members").EnumerateObject())
                    {
                        if (known.TryGetValue(member.Name, out var found)) Walk(found.Shape, ShapeOf(member.Value));
                        else missing.Add(member.Name);
                    }

                    break;
            }
        }
    }

    private static string ShapeOf(JsonElement reference) => reference.GetProperty("shape").GetString()!;

    private void Compare(string path, ShapeDescriptor ours, string shapeName, bool isInput)
    {
        if (!seen.Add((ours.Name.Length > 0 ? ours.Name : path, shapeName))) return;
        var shape = model.Shape(shapeName);
        var type = shape.GetProperty("type").GetString();
        if (KindOf(type!) != ours.Kind)
        {
            differences.Add($"{path}: is {type} in the model, {ours.Kind} here");
            return;
        }

        if (isInput) CompareRule(path, ours, shape);
        CompareChoices(path, ours, shape, isInput);
        switch (ours.Kind)
        {
            case ShapeKind.List:
                Compare($"{path}[]", ours.Item!, ShapeOf(shape.GetProperty("member")), isInput);
                break;
            case ShapeKind.Map:
                Compare($"{path}{{}}", ours.Item!, ShapeOf(shape.GetProperty("value")), isInput);
                break;
            case ShapeKind.Structure:
                CompareMembers(path, ours, shape, isInput);
                break;
        }
    }

    private void CompareMembers(string path, ShapeDescriptor ours, JsonElement shape, bool isInput)
    {
        var required = shape.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet() : [];
        var modelled = shape.GetProperty("members").EnumerateObject().ToDictionary(member => member.Name, member => ShapeOf(member.Value));
        var known = ours.Members!().ToDictionary(member => member.Member.In(casing), StringComparer.Ordinal);
        foreach (var (name, member) in known)
        {
            if (!modelled.TryGetValue(name, out var target))
            {
                differences.Add($"{path}.{name}: {NotModelled}");
                continue;
            }

            if (isInput && member.IsRequired != required.Contains(name))
                differences.Add($"{path}.{name}: is {(member.IsRequired ? "optional in the model, required here" : "required in the model, optional here")}");
            Compare($"{path}.{name}", member.Shape, target, isInput);
        }

        if (!isInput) return;
        foreach (var name in modelled.Keys.Where(name => !known.ContainsKey(name))) differences.Add($"{path}.{name}: is in the model, not here");
    }

    /// <summary>How a line ends that an older model explains: it does not know what came later.</summary>
    public const string NotModelled = "is here, not in the model";

    private void CompareChoices(string path, ShapeDescriptor ours, JsonElement shape, bool isInput)
    {
        var words = shape.TryGetProperty("enum", out var list) ? list.EnumerateArray().Select(word => word.GetString()!).ToHashSet() : null;
        if (words is null != ours.Choices is null && (isInput || ours.Choices is not null))
        {
            differences.Add($"{path}: is {(words is null ? "text in the model, an enumeration here" : "an enumeration in the model, text here")}");
            return;
        }

        if (words is null || ours.Choices is null) return;
        foreach (var word in ours.Choices.Where(word => !words.Contains(word))) differences.Add($"{path}: the word {word} {NotModelled}");
        if (!isInput) return;
        foreach (var word in words.Where(word => !ours.Choices.Contains(word))) differences.Add($"{path}: the word {word} is in the model, not here");
    }

    private void CompareRule(string path, ShapeDescriptor ours, JsonElement shape)
    {
        // A length is never negative: a minimum of nothing says nothing.
        var floor = ours.Kind is ShapeKind.Integer or ShapeKind.Long ? long.MinValue : 0;
        var (min, max) = (Bound("min") ?? floor, Bound("max") ?? long.MaxValue);
        if (min != Math.Max(ours.Rule.Min, floor)) differences.Add($"{path}: min is {min} in the model, {ours.Rule.Min} here");
        if (max != ours.Rule.Max) differences.Add($"{path}: max is {max} in the model, {ours.Rule.Max} here");
        var pattern = shape.TryGetProperty("pattern", out var text) ? text.GetString() : null;
        // The models escape a slash or do not, as they please.
        if (Unescaped(pattern) != Unescaped(ours.Rule.Pattern)) differences.Add($"{path}: pattern is {pattern ?? "none"} in the model, {ours.Rule.Pattern ?? "none"} here");

        static string? Unescaped(string? pattern) => pattern?.Replace(@"\/", "/", StringComparison.Ordinal);
        long? Bound(string name) => shape.TryGetProperty(name, out var bound) ? bound.GetInt64() : null;
    }

    private static ShapeKind KindOf(string type) => type switch
    {
        "string" => ShapeKind.Text,
        "integer" => ShapeKind.Integer,
        "long" => ShapeKind.Long,
        "float" or "double" => ShapeKind.Number,
        "boolean" => ShapeKind.Boolean,
        "timestamp" => ShapeKind.Timestamp,
        "blob" => ShapeKind.Blob,
        "list" => ShapeKind.List,
        "map" => ShapeKind.Map,
        _ => ShapeKind.Structure,
    };
}
