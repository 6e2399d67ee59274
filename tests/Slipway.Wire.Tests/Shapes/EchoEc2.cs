namespace Slipway.Wire.Tests.Shapes;

/// <summary>Answers what it was asked.</summary>
[Operation<Ec2Api>]
internal sealed class EchoEc2 : IOperation<EveryShape, EveryShape>
{
    public static Access Requires(EveryShape request, Caller caller) => Access.On("*");

    public ValueTask<EveryShape> HandleAsync(EveryShape request, Caller caller, CancellationToken ct) => ValueTask.FromResult(request);
}
