namespace Slipway.Generators.Tests.Support;

/// <summary>The sources that the generator is run on.</summary>
internal static class Samples
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Diagnostics.CodeAnalysis;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Slipway.Wire;
        global using Slipway.Wire.Protocols;
        global using Slipway.Wire.Shapes;
        """;

    public static (string File, string Text) Api { get; } = ("SampleApi.cs", """
        namespace Sample;

        internal sealed class SampleApi : IAwsService
        {
            public static ServiceDescriptor Descriptor { get; } = new()
            {
                SigningName = "sample", Protocols = [Protocol.AwsJson11], Version = "2026-01-01", Errors = ErrorFamily.Json,
                Invalid = violations => new AwsError("Invalid", violations[0].Constraint),
            };
        }
        """);

    /// <summary>An operation that uses every feature of shapes.</summary>
    public static (string File, string Text) PutThing { get; } = ("PutThing.cs", """
        namespace Sample;

        internal sealed record PutThingRequest(
            ThingName Name,
            [Length(1, 300), Pattern("[a-z]+")] string Text,
            [Bounds(1, 1000)] int? Count,
            long? Size,
            double? Ratio,
            bool? Force,
            DateTimeOffset? Since,
            [Length(0, 1024)] ReadOnlyMemory<byte>? Content,
            Mode? Mode,
            [Items(1, 10), Length(1, 5)] IReadOnlyList<string>? Words,
            [Items(0, 50)] IReadOnlyList<Tag>? Tags,
            IReadOnlyDictionary<string, IReadOnlyList<long>>? Numbers,
            Label? Label,
            IReadOnlyList<Label>? Labels,
            Thing? Parent);

        internal sealed record Tag([Wire("Key")] string Key, [Wire("Value")] string? Value);

        internal sealed record Thing(ThingName Name, IReadOnlyList<Thing> Children);

        internal enum Mode { ReadOnly, [Wire("rw")] ReadWrite, Default = ReadOnly }

        internal readonly record struct ThingName(string Text)
        {
            public const string Pattern = "[a-z]{2,9}";
            public const int MinLength = 2;
            public const int MaxLength = 9;

            public static bool TryParse(string? text, out ThingName name)
            {
                name = new(text ?? "");
                return text is not null;
            }

            public override string ToString() => Text;
        }

        internal sealed class Label
        {
            public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Label? label) => (label = text is null ? null : new()) is not null;

            public override string ToString() => "label";
        }

        [Operation<SampleApi>(MaxBody = 4096, IsUnsigned = true, IsReadOnly = true)]
        internal sealed class PutThing : IOperation<PutThingRequest, Thing>
        {
            public static Access Requires(PutThingRequest request, Caller caller) => Access.On("*");

            public ValueTask<Thing> HandleAsync(PutThingRequest request, Caller caller, CancellationToken ct) => throw new NotSupportedException();
        }
        """);

    /// <summary>An operation without input or output.</summary>
    public static (string File, string Text) Forget { get; } = Operation("Forget", "internal sealed record ForgetRequest;", "ForgetRequest", "Nothing");

    /// <summary>An operation of this name over these records.</summary>
    public static (string File, string Text) Operation(string name, string records, string request, string response) => ($"{name}.cs", $$"""
        namespace Sample;

        {{records}}

        [Operation<SampleApi>]
        internal sealed class {{name}} : IOperation<{{request}}, {{response}}>
        {
            public static Access Requires({{request}} request, Caller caller) => Access.On("*");

            public ValueTask<{{response}}> HandleAsync({{request}} request, Caller caller, CancellationToken ct) => throw new NotSupportedException();
        }
        """);
}
