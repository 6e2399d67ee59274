namespace Slipway.Wire.Shapes;

/// <summary>The kinds of shape that the service models know.</summary>
public enum ShapeKind
{
    Text,
    Integer,
    Long,
    Number,
    Boolean,
    Timestamp,
    Blob,
    List,
    Map,
    Structure,
}

/// <summary>
/// What the generator knows of a shape, for tests that hold it against the service's own model and for the tables in
/// docs/services, and for the audit trail. No request is served from it.
/// </summary>
/// <param name="Name">The record's or type's name in C#; empty for plain types.</param>
/// <param name="Item">Of a list or map.</param>
/// <param name="Choices">The words of an enumeration, in order; null for every other shape.</param>
/// <param name="Members">Of a structure; a function, because shapes may contain themselves.</param>
public sealed record ShapeDescriptor(
    ShapeKind Kind,
    string Name,
    Rule Rule,
    ShapeDescriptor? Item,
    IReadOnlyList<string>? Choices,
    Func<IReadOnlyList<MemberDescriptor>>? Members);

public sealed record MemberDescriptor(Member Member, bool IsRequired, ShapeDescriptor Shape);
