using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Slipway.Generators;

/// <summary>Reads the rules that attributes state on a member, or that a parsed type states of itself.</summary>
internal static class RuleReader
{
    public static (RuleModel Rule, RuleModel ItemRule) Read(IParameterSymbol parameter, TypeModel type, List<Problem> problems, Place place)
    {
        var (length, bounds, items, pattern) = (Find("LengthAttribute"), Find("BoundsAttribute"), Find("ItemsAttribute"), Find("PatternAttribute"));
        var isContainer = type.Kind is TypeKind.List or TypeKind.Map;
        var value = isContainer ? type.Item! : type;
        Check(length, "Length", value.Kind is TypeKind.Text or TypeKind.Blob or TypeKind.Parsed, fewest: 0);
        Check(bounds, "Bounds", !isContainer && value.Kind is TypeKind.Integer or TypeKind.Long, fewest: long.MinValue);
        Check(items, "Items", isContainer, fewest: 0);
        Check(pattern, "Pattern", value.Kind is TypeKind.Text or TypeKind.Parsed && IsPattern(pattern), fewest: null);

        var (min, max) = Range(length ?? bounds);
        var ofValue = new RuleModel(min, max, pattern?.ConstructorArguments[0].Value as string).Over(value.Own);
        if (!isContainer) return (ofValue, RuleModel.None);
        var (few, many) = Range(items);
        return (new(few, many == int.MaxValue ? null : many, null), ofValue);

        AttributeData? Find(string name) => ShapeReader.AttributeOf(parameter, name);

        void Check(AttributeData? attribute, string name, bool fits, long? fewest)
        {
            if (attribute is null) return;
            var isPossible = fewest is null || (Range(attribute) is var (least, most) && least >= fewest && least <= most);
            if (!fits || !isPossible) problems.Add(new("SLIP006", place, $"{parameter.ContainingType.Name}.{parameter.Name}", name));
        }
    }

    /// <summary><c>public const string Pattern</c>, <c>MinLength</c> and <c>MaxLength</c>, each where there is one.</summary>
    public static RuleModel OwnRule(INamedTypeSymbol type) => new(
        Number(type, "MinLength"), Number(type, "MaxLength"), Constant(type, "Pattern") as string);

    private static bool IsPattern(AttributeData? attribute)
    {
        try
        {
            return attribute is null || new Regex((string)attribute.ConstructorArguments[0].Value!) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static (long? Min, long? Max) Range(AttributeData? attribute) => attribute is null
        ? (null, null)
        : (Convert.ToInt64(attribute.ConstructorArguments[0].Value), Convert.ToInt64(attribute.ConstructorArguments[1].Value));

    private static long? Number(INamedTypeSymbol type, string name) => Constant(type, name) is int number ? number : null;

    private static object? Constant(INamedTypeSymbol type, string name) =>
        type.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue)?.ConstantValue;
}
