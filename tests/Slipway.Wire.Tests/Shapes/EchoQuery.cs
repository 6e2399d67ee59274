namespace Slipway.Wire.Tests.Shapes;

/// <summary>Answers what it was asked.</summary>
[Operation<QueryApi>]
internal sealed class EchoQuery : IOperation<EveryShape, EveryShape>
{
    public static Access Requires(EveryShape request, Caller caller) => Access.On("*");

    public ValueTask<EveryShape> HandleAsync(EveryShape request, Caller caller, CancellationToken ct) => ValueTask.FromResult(request);
}
