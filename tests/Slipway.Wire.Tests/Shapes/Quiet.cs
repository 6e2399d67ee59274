namespace Slipway.Wire.Tests.Shapes;

/// <summary>Has no output shape.</summary>
[Operation<QueryApi>]
internal sealed class Quiet : IOperation<PingRequest, Nothing>
{
    public static Access Requires(PingRequest request, Caller caller) => Access.Anyone;

    public ValueTask<Nothing> HandleAsync(PingRequest request, Caller caller, CancellationToken ct) => ValueTask.FromResult(Nothing.Instance);
}
