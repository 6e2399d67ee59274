using Microsoft.CodeAnalysis;

namespace Slipway.Generators;

/// <summary>Walks from a request or response record to every shape that it reaches.</summary>
internal sealed class ShapeReader(List<Problem> problems, Place fallback)
{
    private readonly Dictionary<string, RecordModel> inputs = [];
    private readonly Dictionary<string, RecordModel> outputs = [];
    private readonly Dictionary<string, EnumModel> enums = [];

    public IEnumerable<RecordModel> Inputs => inputs.Values;

    public IEnumerable<RecordModel> Outputs => outputs.Values;

    public IEnumerable<EnumModel> Enums => enums.Values;

    public string ReadRoot(ITypeSymbol type, bool isInput)
    {
        if (type is INamedTypeSymbol { IsRecord: true, IsValueType: false, IsGenericType: false, IsAbstract: false } record && IsReachable(record))
            ReadRecord(record, isInput ? inputs : outputs);
        else problems.Add(new("SLIP003", PlaceOf(type), type.ToDisplayString(), ""));
        return Name(type);
    }

    private void ReadRecord(INamedTypeSymbol record, Dictionary<string, RecordModel> seen)
    {
        var name = Name(record);
        if (seen.ContainsKey(name)) return;
        var constructor = record.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.Length > 0 && !IsCopy(candidate, record));
        var properties = record.GetMembers().OfType<IPropertySymbol>().Where(property => !property.IsStatic && property.Name != "EqualityContract").Select(property => property.Name).ToList();
        var isPlain = constructor is null ? properties.Count == 0 : constructor.Parameters.All(parameter => properties.Contains(parameter.Name));
        if (!isPlain) problems.Add(new("SLIP003", PlaceOf(record), record.ToDisplayString(), ""));

        seen[name] = new(name, record.Name, default); // a shape may contain itself
        var members = (constructor?.Parameters ?? []).Select(parameter => ReadMember(parameter, seen)).OfType<MemberModel>().ToList();
        foreach (var twins in members.GroupBy(member => member.WireName ?? member.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            problems.Add(new("SLIP007", PlaceOf(record), $"{record.Name}.{twins.First().Name}", twins.Key));
        seen[name] = new(name, record.Name, new(members));
    }

    private MemberModel? ReadMember(IParameterSymbol parameter, Dictionary<string, RecordModel> seen)
    {
        var type = parameter.Type;
        var isNullable = type.NullableAnnotation is NullableAnnotation.Annotated;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        if (ReadType(type, seen) is not { } model)
        {
            problems.Add(new("SLIP004", PlaceOf(parameter), $"{parameter.ContainingType.Name}.{parameter.Name}", parameter.Type.ToDisplayString()));
            return null;
        }

        var (rule, itemRule) = RuleReader.Read(parameter, model, problems, PlaceOf(parameter));
        var wire = AttributeOf(parameter, "WireAttribute")?.ConstructorArguments[0].Value as string;
        return new(parameter.Name, wire, !isNullable, model, rule, itemRule);
    }

    private TypeModel? ReadType(ITypeSymbol type, Dictionary<string, RecordModel> seen)
    {
        TypeModel Plain(TypeKind kind) => new(kind, Name(type), type.IsValueType, null, RuleModel.None);
        switch (type.SpecialType)
        {
            case SpecialType.System_String: return Plain(TypeKind.Text);
            case SpecialType.System_Int32: return Plain(TypeKind.Integer);
            case SpecialType.System_Int64: return Plain(TypeKind.Long);
            case SpecialType.System_Double: return Plain(TypeKind.Number);
            case SpecialType.System_Boolean: return Plain(TypeKind.Boolean);
        }

        if (type is not INamedTypeSymbol named || !IsReachable(named)) return null;
        switch (named.OriginalDefinition.ToDisplayString())
        {
            case "System.DateTimeOffset": return Plain(TypeKind.Timestamp);
            case "System.ReadOnlyMemory<T>" when named.TypeArguments[0].SpecialType is SpecialType.System_Byte: return Plain(TypeKind.Blob);
            case "System.Collections.Generic.IReadOnlyList<T>": return Container(TypeKind.List, named, named.TypeArguments[0], seen);
            case "System.Collections.Generic.IReadOnlyDictionary<TKey, TValue>" when named.TypeArguments[0].SpecialType is SpecialType.System_String:
                return Container(TypeKind.Map, named, named.TypeArguments[1], seen);
        }

        if (named.TypeKind is Microsoft.CodeAnalysis.TypeKind.Enum)
        {
            ReadEnum(named);
            return Plain(TypeKind.Enum);
        }

        if (HasParser(named)) return new(TypeKind.Parsed, Name(named), named.IsValueType, null, RuleReader.OwnRule(named));
        if (!named.IsRecord || named.IsValueType || named.IsGenericType || named.IsAbstract) return null;
        ReadRecord(named, seen);
        return Plain(TypeKind.Structure);
    }

    private TypeModel? Container(TypeKind kind, INamedTypeSymbol type, ITypeSymbol item, Dictionary<string, RecordModel> seen) =>
        item.NullableAnnotation is not NullableAnnotation.Annotated && ReadType(item, seen) is { } model
            ? new(kind, Name(type), false, model, RuleModel.None)
            : null;

    private void ReadEnum(INamedTypeSymbol type)
    {
        var name = Name(type);
        if (enums.ContainsKey(name)) return;
        var values = new HashSet<object?>();
        var words = type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue)
            .Select(field => new EnumWord(
                field.Name,
                AttributeOf(field, "WireAttribute")?.ConstructorArguments[0].Value as string ?? EnumWords.Of(field.Name),
                !values.Add(field.ConstantValue)))
            .ToList();
        foreach (var twins in words.GroupBy(word => word.Word, StringComparer.Ordinal).Where(group => group.Count() > 1))
            problems.Add(new("SLIP007", PlaceOf(type), $"{type.Name}.{twins.First().Field}", twins.Key));
        enums[name] = new(name, new(words));
    }

    // The platform's own types parse by culture or in more forms than one: not a Guid, a decimal nor an address travels.
    private static bool HasParser(INamedTypeSymbol type) => !IsPlatform(type) && type.GetMembers("TryParse").OfType<IMethodSymbol>().Any(method =>
        method.IsStatic && method.ReturnType.SpecialType is SpecialType.System_Boolean
        && method.Parameters.Length == 2 && method.Parameters[0].Type.SpecialType is SpecialType.System_String
        && method.Parameters[1].RefKind is RefKind.Out && SymbolEqualityComparer.Default.Equals(method.Parameters[1].Type, type));

    private static bool IsPlatform(INamedTypeSymbol type) =>
        type.ContainingNamespace.ToDisplayString() is var space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));

    // The codec stands in a file of its own in the same assembly.
    private static bool IsReachable(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.ContainingType)
        {
            if (at.IsFileLocal || at.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal) return false;
        }

        return true;
    }

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol record) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, record);

    internal static AttributeData? AttributeOf(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == name);

    private static string Name(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private Place PlaceOf(ISymbol symbol) => symbol.Locations.FirstOrDefault() is { IsInSource: true } location ? Diagnostics.PlaceOf(location) : fallback;
}
