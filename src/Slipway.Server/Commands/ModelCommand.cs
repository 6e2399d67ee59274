using Slipway.Wire;

namespace Slipway.Server.Commands;

/// <summary>
/// <c>slipway model</c>: the model of the slipway service, for <c>aws configure add-model --service-name slipway</c>. It is
/// in the program itself, so no server needs to run.
/// </summary>
internal static class ModelCommand
{
    public static async Task<int> RunAsync(SlipwayOptions options, CancellationToken ct)
    {
        var service = OperationTable.All.First(operation => operation.Service.SigningName == "slipway").Service;
        using var model = new MemoryStream();
        ClientModel.Write(model, service, OperationTable.All);
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(model.ToArray(), ct);
        await output.WriteAsync("\n"u8.ToArray(), ct);
        return 0;
    }
}
