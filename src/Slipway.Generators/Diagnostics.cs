using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Slipway.Generators;

/// <summary>Every mistake that the generator can explain. They are errors: a skipped operation would be a silent one.</summary>
internal static class Diagnostics
{
    private static readonly Dictionary<string, DiagnosticDescriptor> All = new[]
    {
        Rule("SLIP001", "An operation implements IOperation", "'{0}' is marked as an operation but does not implement IOperation<TRequest, TResponse> exactly once{1}"),
        Rule("SLIP002", "An operation is a sealed, top-level, non-generic class", "'{0}' must be a sealed class of its own, not nested, generic, abstract, file-local or a record{1}"),
        Rule("SLIP003", "A shape is a record", "'{0}' travels on the wire and must be a record class that generated code can reach, with one primary constructor, or none and no properties{1}"),
        Rule("SLIP004", "A member has a type that can travel", "'{0}' has the type '{1}', which no protocol can carry"),
        Rule("SLIP005", "An operation's name is its own", "The service '{1}' has two operations named '{0}'"),
        Rule("SLIP006", "A rule fits its member", "[{1}] does not fit the type of '{0}', or nothing could satisfy it"),
        Rule("SLIP007", "A wire name is its member's own", "'{0}' and another member are both named '{1}' on the wire"),
        Rule("SLIP008", "An operation's file is named after it", "The operation '{0}' must stand in a file '{0}.cs', not '{1}'"),
    }.ToDictionary(rule => rule.Id);

    public static Diagnostic Of(Problem problem) => Diagnostic.Create(
        All[problem.Id],
        Location.Create(
            problem.Place.File,
            new TextSpan(problem.Place.Start, problem.Place.Length),
            new LinePositionSpan(
                new LinePosition(problem.Place.StartLine, problem.Place.StartColumn),
                new LinePosition(problem.Place.EndLine, problem.Place.EndColumn))),
        problem.First,
        problem.Second);

    public static Place PlaceOf(Location? location)
    {
        if (location?.SourceTree is null) return new("", 0, 0, 0, 0, 0, 0);
        var lines = location.GetLineSpan();
        return new(
            lines.Path,
            location.SourceSpan.Start,
            location.SourceSpan.Length,
            lines.StartLinePosition.Line,
            lines.StartLinePosition.Character,
            lines.EndLinePosition.Line,
            lines.EndLinePosition.Character);
    }

#pragma warning disable RS2000, RS2001, RS2008 // Release tracking is for analyzers that are shipped; this one lives with its code.
    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        new(id, title, message, "Slipway", DiagnosticSeverity.Error, isEnabledByDefault: true);
#pragma warning restore RS2000, RS2001, RS2008
}
