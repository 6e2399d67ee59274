namespace Slipway.Wire.Tests.Shapes;

/// <summary>Has a bug, of the kind that its request names.</summary>
[Operation<JsonApi>]
internal sealed class FailJson : IOperation<FailRequest, FailResponse>
{
    public static Access Requires(FailRequest request, Caller caller) => Access.Anyone;

    public ValueTask<FailResponse> HandleAsync(FailRequest request, Caller caller, CancellationToken ct) => Fails.As(request.How);
}
