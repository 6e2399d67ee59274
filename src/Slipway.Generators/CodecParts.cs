using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Slipway.Generators;

/// <summary>The methods of the codec class, and the names and rules that they share.</summary>
internal sealed class CodecParts
{
    private readonly SortedDictionary<string, string> members = new(StringComparer.Ordinal);
    private readonly Dictionary<RuleModel, string> rules = [];

    /// <summary>To be asked last: it knows what the methods used.</summary>
    public string Fields()
    {
        var text = new StringBuilder();
        foreach (var member in members) text.Append(Lazily("Member", member.Key, member.Value));
        foreach (var rule in rules)
        {
            var (min, max) = (rule.Key.Min?.ToString() ?? "long.MinValue", rule.Key.Max?.ToString() ?? "long.MaxValue");
            text.Append(Lazily("Rule", rule.Value, $"new({Bound(min)}, {Bound(max)}, {(rule.Key.Pattern is { } pattern ? Quoted(pattern) : "null")})"));
        }

        return text.ToString();
    }

    public string Reader(RecordModel shape)
    {
        var text = new StringBuilder($"\n    internal static {shape.FullName} Read_{shape.Id}(ShapeReader r)\n    {{\n");
        text.Append("        r.ExpectStructure();\n        return new(");
        text.Append(string.Join(",", shape.Members.Select(member =>
        {
            var method = member.IsRequired ? $"Required<{member.Type.FullName}>" : member.Type.IsValueType ? $"OptionalValue<{member.Type.FullName}>" : $"Optional<{member.Type.FullName}>";
            return $"\n            r.{method}({MemberOf(member)}, static v => {Read(member.Type, member.Rule, member.ItemRule, "v")})";
        })));
        return text.Append(");\n    }\n").ToString();
    }

    public string Writer(RecordModel shape)
    {
        var text = new StringBuilder($"\n    internal static void Write_{shape.Id}(ShapeWriter w, {shape.FullName} o)\n    {{\n        w.BeginStructure();\n");
        var number = 0;
        foreach (var member in shape.Members)
        {
            var value = $"m{number++}";
            var write = $"w.Name({MemberOf(member)}); {Write(member.Type, value, 0)}";
            text.Append(member.IsRequired
                ? $"        {{ var {value} = o.{Escaped(member.Name)}; {write} }}\n"
                : $"        if (o.{Escaped(member.Name)} is {{ }} {value}) {{ {write} }}\n");
        }

        return text.Append("        w.EndStructure();\n    }\n").ToString();
    }

    public string Description(RecordModel shape, string direction)
    {
        var members = string.Join(",", shape.Members.Select(member =>
            $"\n        new({MemberOf(member)}, {(member.IsRequired ? "true" : "false")}, {Describe(member.Type, member.Rule, member.ItemRule, direction)})"));
        return $"\n    internal static ShapeDescriptor {direction}_{shape.Id}() => new(ShapeKind.Structure, {Quoted(shape.Name)}, Rule.None, null, null, static () =>\n    [{members}\n    ]);\n";
    }

    public static string Words(EnumModel item)
    {
        var table = string.Join(", ", item.Words.Select(word => $"[{Quoted(word.Word)}] = {item.FullName}.{Escaped(word.Field)}"));
        var arms = string.Concat(item.Words.Where(word => !word.IsAlias).Select(word => $"{item.FullName}.{Escaped(word.Field)} => {Quoted(word.Word)}, "));
        return "\n" + Lazily($"System.Collections.Generic.Dictionary<string, {item.FullName}>", $"Words_{item.Id}", $"new(System.StringComparer.Ordinal) {{ {table} }}")
            + $"\n    private static string Word_{item.Id}({item.FullName} value) => value switch {{ {arms}_ => throw new System.InvalidOperationException($\"{{value}} has no word on the wire.\") }};\n";
    }

    // Made when it is first asked for, perhaps twice: most of a thousand are never needed, and making them all together
    // would take the compiler of the runtime megabytes that it does not give back.
    private static string Lazily(string type, string name, string value)
    {
        var field = char.ToLowerInvariant(name[0]) + name.Substring(1);
        return $"    private static {type}? {field};\n    private static {type} {name} => {field} ??= {value};\n";
    }

    private string Read(TypeModel type, RuleModel rule, RuleModel itemRule, string v) => type.Kind switch
    {
        TypeKind.Text => $"{v}.Text({RuleOf(rule)})",
        TypeKind.Integer => $"{v}.Integer({RuleOf(rule)})",
        TypeKind.Long => $"{v}.Long({RuleOf(rule)})",
        TypeKind.Number => $"{v}.Number()",
        TypeKind.Boolean => $"{v}.Boolean()",
        TypeKind.Timestamp => $"{v}.Timestamp()",
        TypeKind.Blob => $"{v}.Blob({RuleOf(rule)})",
        TypeKind.Enum => $"{v}.Choice(Words_{Identifier.Of(type.FullName)})",
        TypeKind.Parsed => $"{v}.Parsed<{type.FullName}>({type.FullName}.TryParse, {RuleOf(rule)})",
        TypeKind.Structure => $"Read_{Identifier.Of(type.FullName)}({v})",
        TypeKind.List => $"{v}.List<{type.Item!.FullName}>(static {v}i => {Read(type.Item, Nested(type.Item, itemRule), RuleModel.None, v + "i")}, {RuleOf(rule)})",
        _ => $"{v}.Map<{type.Item!.FullName}>(static {v}i => {Read(type.Item, Nested(type.Item, itemRule), RuleModel.None, v + "i")}, {RuleOf(rule)})",
    };

    private static string Write(TypeModel type, string value, int depth) => type.Kind switch
    {
        TypeKind.Text => $"w.Text({value});",
        TypeKind.Integer or TypeKind.Long => $"w.Long({value});",
        TypeKind.Number => $"w.Number({value});",
        TypeKind.Boolean => $"w.Boolean({value});",
        TypeKind.Timestamp => $"w.Timestamp({value});",
        TypeKind.Blob => $"w.Blob({value});",
        TypeKind.Enum => $"w.Text(Word_{Identifier.Of(type.FullName)}({value}));",
        TypeKind.Parsed => $"w.Text({value}.ToString());",
        TypeKind.Structure => $"Write_{Identifier.Of(type.FullName)}(w, {value});",
        TypeKind.List => $"w.BeginList(); foreach (var i{depth} in {value}) {{ {Write(type.Item!, $"i{depth}", depth + 1)} }} w.EndList();",
        _ => $"w.BeginMap(); foreach (var e{depth} in {value}) {{ w.Key(e{depth}.Key); {Write(type.Item!, $"e{depth}.Value", depth + 1)} }} w.EndMap();",
    };

    private string Describe(TypeModel type, RuleModel rule, RuleModel itemRule, string direction)
    {
        var item = type.Item is null ? "null" : Describe(type.Item, Nested(type.Item, itemRule), RuleModel.None, direction);
        return type.Kind switch
        {
            TypeKind.Structure => $"{direction}_{Identifier.Of(type.FullName)}()",
            TypeKind.Enum => $"new(ShapeKind.Text, {Quoted(ShortName(type))}, Rule.None, null, [.. Words_{Identifier.Of(type.FullName)}.Keys], null)",
            TypeKind.Parsed => $"new(ShapeKind.Text, {Quoted(ShortName(type))}, {RuleOf(rule)}, null, null, null)",
            _ => $"new(ShapeKind.{type.Kind}, \"\", {RuleOf(rule)}, {item}, null, null)",
        };
    }

    private static RuleModel Nested(TypeModel type, RuleModel rule) => rule == RuleModel.None ? type.Own : rule;

    private string MemberOf(MemberModel member)
    {
        var (field, value) = member.WireName is { } exact
            ? ($"X_{Identifier.OfWord(exact)}", $"Member.Exactly({Quoted(exact)})")
            : ($"N_{member.Name}", $"Member.Named({Quoted(member.Name)})");
        members[field] = value;
        return field;
    }

    private string RuleOf(RuleModel rule)
    {
        if (rule == RuleModel.None) return "Rule.None";
        if (!rules.TryGetValue(rule, out var name)) rules[rule] = name = $"R{rules.Count}";
        return name;
    }

    private static string Bound(string bound) => bound switch
    {
        "-9223372036854775808" => "long.MinValue",
        "9223372036854775807" => "long.MaxValue",
        _ => bound,
    };

    private static string ShortName(TypeModel type) => type.FullName.Substring(type.FullName.LastIndexOf('.') + 1);

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    private static string Quoted(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
