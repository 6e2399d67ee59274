using System.Text;

namespace Slipway.Generators;

/// <summary>The text of <c>OperationTable</c>: one row and one registration for each operation.</summary>
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
                public static System.Collections.Generic.IReadOnlyList<OperationEntry> All { get; } =
                [

            """);
        foreach (var operation in operations)
        {
            text.Append($$"""
                        new OperationEntry<{{operation.Service}}, {{operation.FullName}}, {{operation.Request}}, {{operation.Response}}>(
                            Codec.Read_{{Identifier.Of(operation.Request)}}, Codec.Write_{{Identifier.Of(operation.Response)}},
                            Codec.Input_{{Identifier.Of(operation.Request)}}, Codec.Output_{{Identifier.Of(operation.Response)}}, {{Traits(operation.Traits)}}),

                """);
        }

        text.Append("""
                ];

                /// <summary>Registers every operation, and the index that the gateway asks.</summary>
                public static IServiceCollection AddOperations(this IServiceCollection services)
                {

            """);
        foreach (var operation in operations) text.Append($"        services.AddSingleton<{operation.FullName}>();\n");
        text.Append("""
                    services.AddSingleton(new OperationIndex(All));
                    return services;
                }
            }

            """);
        return text.ToString();
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
