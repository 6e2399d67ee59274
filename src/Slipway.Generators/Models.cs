namespace Slipway.Generators;

/// <summary>What an operation looks like, without a symbol in it: equal when nothing that matters changed.</summary>
internal sealed record OperationModel(
    string Service,
    string Name,
    string FullName,
    string Request,
    string Response,
    TraitsModel Traits,
    EquatableArray<RecordModel> Inputs,
    EquatableArray<RecordModel> Outputs,
    EquatableArray<EnumModel> Enums,
    EquatableArray<Problem> Problems,
    Place Place);

/// <summary>What the attribute says; null where it says nothing.</summary>
internal sealed record TraitsModel(int? MaxBody, bool? IsUnsigned, bool? IsReadOnly);

/// <param name="FullName">With <c>global::</c>.</param>
internal sealed record RecordModel(string FullName, string Name, EquatableArray<MemberModel> Members)
{
    public string Id => Identifier.Of(FullName);
}

/// <param name="WireName">null where the protocol's casing decides.</param>
/// <param name="ItemRule">Of the items, where the type is a list.</param>
internal sealed record MemberModel(string Name, string? WireName, bool IsRequired, TypeModel Type, RuleModel Rule, RuleModel ItemRule);

internal sealed record EnumModel(string FullName, EquatableArray<EnumWord> Words)
{
    public string Id => Identifier.Of(FullName);
}

/// <param name="IsAlias">An earlier field has the same value, and its word is the one that is written.</param>
internal sealed record EnumWord(string Field, string Word, bool IsAlias);

internal enum TypeKind
{
    Text,
    Integer,
    Long,
    Number,
    Boolean,
    Timestamp,
    Blob,
    Enum,
    Parsed,
    Structure,
    List,
    Map,
}

/// <param name="Own">The rule that the type itself states, by constants, where it is parsed from text.</param>
internal sealed record TypeModel(TypeKind Kind, string FullName, bool IsValueType, TypeModel? Item, RuleModel Own);

internal sealed record RuleModel(long? Min, long? Max, string? Pattern)
{
    public static RuleModel None { get; } = new(null, null, null);

    public RuleModel Over(RuleModel other) => new(Min ?? other.Min, Max ?? other.Max, Pattern ?? other.Pattern);
}

/// <summary>A diagnostic to be, and its arguments.</summary>
internal sealed record Problem(string Id, Place Place, string First, string Second);

/// <summary>A place in a source file, without the syntax tree that a location would keep alive.</summary>
internal sealed record Place(string File, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn);

internal static class Identifier
{
    /// <summary>A name of its own for every type: what is an underscore already is doubled.</summary>
    public static string Of(string fullName) => fullName.Replace("global::", "").Replace("_", "__").Replace('.', '_');

    /// <summary>A name of its own for every word of the wire.</summary>
    public static string OfWord(string word) => string.Concat(word.Select(letter => char.IsLetterOrDigit(letter) ? letter.ToString() : $"_{(int)letter:X2}"));

    /// <summary>A part of an assembly's name as a part of a namespace.</summary>
    public static string Part(string part)
    {
        var name = new string([.. part.Select(letter => char.IsLetterOrDigit(letter) ? letter : '_')]);
        return name.Length == 0 || char.IsDigit(name[0]) ? "_" + name : name;
    }
}
