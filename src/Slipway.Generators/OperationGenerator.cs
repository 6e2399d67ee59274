using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Slipway.Generators;

/// <summary>
/// Finds every class marked <c>[Operation&lt;TService&gt;]</c> and writes the operation table, the registrations and the
/// codecs of all records that the operations reach. docs/generator.md shows what comes out.
/// </summary>
[Generator]
public sealed class OperationGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step that reads an operation; tests watch that it does not rerun for nothing.</summary>
    public const string ReadingStep = "Operations";

    private const string AttributeName = "Slipway.Wire.OperationAttribute`1";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var operations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeName,
                static (node, _) => node is TypeDeclarationSyntax, // a record is refused rather than passed over
                static (found, _) => OperationReader.Read(found))
            .WithTrackingName(ReadingStep);
        var assembly = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? "Operations");
        context.RegisterSourceOutput(operations.Collect().Combine(assembly), static (output, all) => Write(output, all.Left, all.Right));
    }

    private static void Write(SourceProductionContext output, ImmutableArray<OperationModel> found, string assembly)
    {
        var operations = found.OrderBy(operation => operation.Service, StringComparer.Ordinal).ThenBy(operation => operation.Name, StringComparer.Ordinal).ToList();
        foreach (var problem in operations.SelectMany(operation => operation.Problems).Distinct()) output.ReportDiagnostic(Diagnostics.Of(problem));
        foreach (var twins in operations.GroupBy(operation => (operation.Service, operation.Name)).Where(group => group.Count() > 1))
        {
            foreach (var twin in twins) output.ReportDiagnostic(Diagnostics.Of(new("SLIP005", twin.Place, twin.Name, twin.Service)));
        }

        // What has a problem is left out, so that the one message is not buried under errors in generated code.
        var sound = operations.Where(operation => operation.Problems.Count == 0).GroupBy(operation => (operation.Service, operation.Name)).Select(group => group.First()).ToList();
        var space = string.Join(".", assembly.Split('.').Select(Identifier.Part));
        output.AddSource("OperationTable.g.cs", TableText.Of(space, sound));
        output.AddSource("Codec.g.cs", CodecText.Of(space, sound));
    }
}
