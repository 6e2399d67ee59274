using System.Text;

namespace Slipway.Generators;

/// <summary>
/// The text of <c>OperationTable</c>: the names of all operations, and for each a method of its own that makes its row. So a
/// program loads the types of an operation, and compiles its row, when it is first called.
/// </summary>
internal static class TableText
{
    public static string Of(string space, IReadOnlyList<OperationModel> operations)
    {
        var text = new StringBuilder(CodecText.Header);
        text.Append($$"""
            using Microsoft.Extensions.DependencyInjection;
            using Slipway.Wire;

            namespace {{space}};

            /// <summary>Every operation of this assembly; written by the generator.</summary>
            public static class OperationTable
            {
                /// <summary>Finds an operation by its name, and makes its row when it is first found.</summary>
                public static OperationIndex Index { get; } = new(
                [

            """);
        var first = 0;
        foreach (var service in operations.GroupBy(operation => operation.Service))
        {
            text.Append($"        OperationNames.Of<{service.Key}>({first},\n            \"");
            text.Append(string.Join(" ", service.Select(operation => operation.Name))).Append("\"),\n");
            first += service.Count();
        }

        text.Append("""
                ], Row);

                public static System.Collections.Generic.IReadOnlyList<OperationEntry> All => Index.All;

                /// <summary>Registers what makes the operations, and the index that the gateway asks.</summary>
                public static IServiceCollection AddOperations(this IServiceCollection services) =>
                    services.AddSingleton(typeof(MadeOnce<>)).AddSingleton(Index);

                private static OperationEntry Row(int number) => number switch
                {

            """);
        for (var i = 0; i < operations.Count; i++) text.Append($"        {i} => Row_{Identifier.Of(operations[i].FullName)}(),\n");
        text.Append("        _ => throw new System.ArgumentOutOfRangeException(nameof(number)),\n    };\n");
        foreach (var operation in operations)
        {
            text.Append($$"""

                    private static OperationEntry Row_{{Identifier.Of(operation.FullName)}}() =>
                        new OperationEntry<{{operation.Service}}, {{operation.FullName}}, {{operation.Request}}, {{operation.Response}}>(
                            Codec.Read_{{Identifier.Of(operation.Request)}}, Codec.Write_{{Identifier.Of(operation.Response)}},
                            Codec.Input_{{Identifier.Of(operation.Request)}}, Codec.Output_{{Identifier.Of(operation.Response)}}, {{Traits(operation.Traits)}});

                """);
        }

        return text.Append("}\n").ToString();
    }

    private static string Traits(TraitsModel traits)
    {
        var said = new List<string>();
        if (traits.MaxBody is { } bytes) said.Add($"MaxBody = {bytes}");
        if (traits.IsUnsigned is { } isUnsigned) said.Add($"IsUnsigned = {(isUnsigned ? "true" : "false")}");
        if (traits.IsReadOnly is { } isReadOnly) said.Add($"IsReadOnly = {(isReadOnly ? "true" : "false")}");
        return said.Count == 0 ? "new()" : $"new() {{ {string.Join(", ", said)} }}";
    }
}
