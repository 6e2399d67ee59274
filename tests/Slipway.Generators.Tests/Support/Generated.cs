using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Slipway.Generators.Tests.Support;

/// <summary>Sources with what the generator made of them, compiled together as a project would.</summary>
internal sealed class Generated
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    // Everything that this test itself runs on: the framework, ASP.NET and Slipway.Wire.
    private static readonly IReadOnlyList<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private Generated(GeneratorDriver driver, Compilation compilation)
    {
        Driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var whole, out var reported);
        Compilation = compilation;
        Whole = whole;
        Reported = [.. reported];
    }

    public GeneratorDriver Driver { get; }

    /// <summary>Before generation.</summary>
    public Compilation Compilation { get; }

    /// <summary>After it.</summary>
    public Compilation Whole { get; }

    /// <summary>What the generator complained about.</summary>
    public IReadOnlyList<Diagnostic> Reported { get; }

    public IReadOnlyList<Diagnostic> Errors => [.. Whole.GetDiagnostics().Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error)];

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    public string this[string file] => Result.GeneratedSources.Single(source => source.HintName == file).SourceText.ToString();

    public static Generated From(params (string File, string Text)[] sources)
    {
        var trees = sources.Append(("Usings.cs", Samples.Usings)).Select(source => Parse(source.Item1, source.Item2));
        var compilation = CSharpCompilation.Create("Sample.Services", trees, References, new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new OperationGenerator().AsSourceGenerator()],
            parseOptions: Language,
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new(driver, compilation);
    }

    /// <summary>The same driver over a changed compilation: the second run of an editor.</summary>
    public Generated Again(Func<Compilation, Compilation> change) => new(Driver, change(Compilation));

    public static SyntaxTree Parse(string file, string text) => CSharpSyntaxTree.ParseText(text, Language, file);
}
