using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Slipway.Generators.Tests.Support;

namespace Slipway.Generators.Tests;

/// <summary>Each mistake gets exactly its own message, where it was made, and no other error comes of it.</summary>
public sealed class DiagnosticTests
{
    private const string Handle = "public static Access Requires(R r, Caller c) => Access.Anyone; public ValueTask<Nothing> HandleAsync(R r, Caller c, CancellationToken ct) => throw new NotSupportedException();";
    private const string Plain = "internal sealed record R(string? X);";

    // The mistake stands between « and ».
    public static TheoryData<string, string> Mistakes => new()
    {
        { "SLIP001", "[Operation<SampleApi>] internal sealed class «Do»;" },
        { "SLIP001", Plain + "[Operation<SampleApi>] internal sealed class «Do» : IOperation<R, Nothing>, IOperation<R, R> { static Access IOperation<R, Nothing>.Requires(R r, Caller c) => Access.Anyone; static Access IOperation<R, R>.Requires(R r, Caller c) => Access.Anyone; ValueTask<Nothing> IOperation<R, Nothing>.HandleAsync(R r, Caller c, CancellationToken t) => throw new NotSupportedException(); ValueTask<R> IOperation<R, R>.HandleAsync(R r, Caller c, CancellationToken t) => throw new NotSupportedException(); }" },
        { "SLIP002", Plain + "[Operation<SampleApi>] internal class «Do» : IOperation<R, Nothing> { " + Handle + " }" },
        { "SLIP002", Plain + "[Operation<SampleApi>] internal abstract class «Do» : IOperation<R, Nothing> { " + Handle + " }" },
        { "SLIP002", Plain + "[Operation<SampleApi>] internal sealed record «Do» : IOperation<R, Nothing> { " + Handle + " }" },
        { "SLIP002", Plain + "[Operation<SampleApi>] internal sealed class «Do»<T> : IOperation<R, Nothing> { " + Handle + " }" },
        { "SLIP002", Plain + "[Operation<SampleApi>] file sealed class «Do» : IOperation<R, Nothing> { " + Handle + " }" },
        { "SLIP002", Plain + "internal static class Outer { [Operation<SampleApi>] internal sealed class «Do» : IOperation<R, Nothing> { " + Handle + " } }" },
        { "SLIP003", "internal sealed class «R»;" + Do },
        { "SLIP003", "internal abstract record «R»;" + Do },
        { "SLIP003", "internal sealed record «R» { public string? X { get; init; } }" + Do },
        { "SLIP003", "internal sealed record «R» { public R(string x) => Y = x; public string Y { get; } }" + Do },
        { "SLIP003", "internal sealed record R(Inner? X); internal sealed record «Inner» { public int X { get; init; } }" + Do },
        { "SLIP003", "[Operation<SampleApi>] internal sealed class Do : IOperation<Do.R, Nothing> { private sealed record «R»(string? X); static Access IOperation<R, Nothing>.Requires(R r, Caller c) => Access.Anyone; ValueTask<Nothing> IOperation<R, Nothing>.HandleAsync(R r, Caller c, CancellationToken t) => throw new NotSupportedException(); }" },
        { "SLIP004", "internal sealed record R(object? «X»);" + Do },
        { "SLIP004", "internal sealed record R(string[]? «X»);" + Do },
        { "SLIP004", "internal sealed record R(List<string>? «X»);" + Do },
        { "SLIP004", "internal sealed record R(IReadOnlyList<string?>? «X»);" + Do },
        { "SLIP004", "internal sealed record R(IReadOnlyList<int?>? «X»);" + Do },
        { "SLIP004", "internal sealed record R(IReadOnlyDictionary<int, string>? «X»);" + Do },
        { "SLIP004", "internal sealed record R(decimal? «X»);" + Do },
        { "SLIP004", "internal sealed record R(float? «X»);" + Do },
        { "SLIP004", "internal sealed record R(DateTime? «X»);" + Do },
        { "SLIP004", "internal sealed record R(Guid? «X»);" + Do },
        { "SLIP004", "internal sealed record R(ReadOnlyMemory<char>? «X»);" + Do },
        { "SLIP004", "internal sealed record R(Plain? «X»); internal sealed class Plain;" + Do },
        { "SLIP004", "internal sealed record R(Small? «X»); internal readonly record struct Small(int A);" + Do },
        { "SLIP006", "internal sealed record R([Length(1, 2)] int? «X»);" + Do },
        { "SLIP006", "internal sealed record R([Bounds(1, 2)] string? «X»);" + Do },
        { "SLIP006", "internal sealed record R([Items(1, 2)] string? «X»);" + Do },
        { "SLIP006", "internal sealed record R([Pattern(\"a\")] long? «X»);" + Do },
        { "SLIP006", "internal sealed record R([Bounds(1, 2)] IReadOnlyList<int>? «X»);" + Do },
        { "SLIP006", "internal sealed record R([Length(2, 1)] string? «X»);" + Do },
        { "SLIP006", "internal sealed record R([Length(-1, 1)] string? «X»);" + Do },
        { "SLIP006", "internal sealed record R([Items(3, 2)] IReadOnlyList<string>? «X»);" + Do },
        { "SLIP006", "internal sealed record R([Pattern(\"(a\")] string? «X»);" + Do },
        { "SLIP007", "internal sealed record «R»([Wire(\"b\")] string? A, string? B);" + Do },
        { "SLIP007", "internal sealed record «R»([Wire(\"x\")] string? A, [Wire(\"X\")] string? B);" + Do },
        { "SLIP007", "internal sealed record R(Mode? X); internal enum «Mode» { ReadOnly, [Wire(\"READ_ONLY\")] Other }" + Do },
    };

    private const string Do = "[Operation<SampleApi>] internal sealed class Do : IOperation<R, Nothing> { " + Handle + " }";

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_gets_its_message_where_it_was_made(string id, string source)
    {
        var text = "namespace Sample;\n" + source;
        var start = text.IndexOf('«', StringComparison.Ordinal);
        var end = text.IndexOf('»', StringComparison.Ordinal) - 1;
        var generated = Generated.From(Samples.Api, Samples.Forget, ("Do.cs", text.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal)));

        var diagnostic = Assert.Single(generated.Reported);
        Assert.Equal((id, DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal(("Do.cs", start, end), (diagnostic.Location.GetLineSpan().Path, diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.End));
        Assert.Equal([id], generated.Errors.Concat(generated.Reported).Select(error => error.Id).Distinct());
        Assert.Contains("Sample.Forget", generated["OperationTable.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("Sample.Do", generated["OperationTable.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void SLIP005_Two_operations_of_one_name_are_both_named()
    {
        var again = (File: "Other/Forget.cs", Text: Samples.Forget.Text.Replace("namespace Sample;", "namespace Sample.Other;", StringComparison.Ordinal));
        var generated = Generated.From(Samples.Api, Samples.Forget, again);
        Assert.Equal(["SLIP005", "SLIP005"], generated.Reported.Select(diagnostic => diagnostic.Id));
        Assert.Equal(["Forget.cs", "Other/Forget.cs"], generated.Reported.Select(diagnostic => diagnostic.Location.GetLineSpan().Path).Order());
        Assert.Empty(generated.Errors);
    }

    [Fact]
    public void SLIP008_An_operation_stands_in_a_file_of_its_name()
    {
        var generated = Generated.From(Samples.Api, ("forget.cs", Samples.Forget.Text));
        var diagnostic = Assert.Single(generated.Reported);
        Assert.Equal("SLIP008", diagnostic.Id);
        Assert.Contains("'Forget.cs', not 'forget.cs'", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(generated.Errors);
    }

    [Fact]
    public void A_record_that_two_operations_share_is_complained_about_once()
    {
        const string Shared = "internal sealed record Shared(object? X);";
        var generated = Generated.From(Samples.Api, Samples.Operation("One", Shared, "Shared", "Shared"), Samples.Operation("Two", "", "Shared", "Shared"));
        Assert.Equal("SLIP004", Assert.Single(generated.Reported).Id);
        Assert.Empty(generated.Errors);
    }

    [Fact]
    public void Every_message_is_explained_in_the_documentation()
    {
        var page = File.ReadAllText(Documentation());
        Assert.All(Enumerable.Range(1, 8), number => Assert.Contains($"SLIP{number:000}", page, StringComparison.Ordinal));
    }

    private static string Documentation([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "generator.md");
}
