using Microsoft.CodeAnalysis;

namespace Slipway.Generators;

/// <summary>Turns a marked class into its model, with every problem noted rather than thrown.</summary>
internal static class OperationReader
{
    public static OperationModel Read(GeneratorAttributeSyntaxContext found)
    {
        var operation = (INamedTypeSymbol)found.TargetSymbol;
        var attribute = found.Attributes[0];
        var place = Diagnostics.PlaceOf(operation.Locations.FirstOrDefault());
        var problems = new List<Problem>();
        if (!operation.IsSealed || operation.IsRecord || operation.IsGenericType || operation.IsFileLocal || operation.ContainingType is not null)
            problems.Add(new("SLIP002", place, operation.Name, ""));

        var file = System.IO.Path.GetFileName(place.File);
        if (file.Length > 0 && file != operation.Name + ".cs") problems.Add(new("SLIP008", place, operation.Name, file));

        var shapes = new ShapeReader(problems, place);
        var contracts = operation.AllInterfaces.Where(candidate => candidate.OriginalDefinition.ToDisplayString() == "Slipway.Wire.IOperation<TRequest, TResponse>").ToList();
        var (request, response) = ("", "");
        if (contracts.Count == 1)
        {
            request = shapes.ReadRoot(contracts[0].TypeArguments[0], isInput: true);
            response = shapes.ReadRoot(contracts[0].TypeArguments[1], isInput: false);
        }
        else
        {
            problems.Add(new("SLIP001", place, operation.Name, ""));
        }

        return new(
            Name(attribute.AttributeClass!.TypeArguments[0]),
            operation.Name,
            Name(operation),
            request,
            response,
            new(Argument("MaxBody") as int?, Argument("IsUnsigned") as bool?, Argument("IsReadOnly") as bool?),
            new(shapes.Inputs),
            new(shapes.Outputs),
            new(shapes.Enums),
            new(problems),
            place);

        object? Argument(string name) => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;
    }

    private static string Name(ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
