namespace Slipway.Wire.Tests.Shapes;

/// <summary>Says who asked, and where; for those who have nothing to sign with.</summary>
[Operation<QueryApi>(IsUnsigned = true)]
internal sealed class PingUnsigned : IOperation<PingRequest, PingResponse>
{
    public static Access Requires(PingRequest request, Caller caller) => Access.Anyone;

    public ValueTask<PingResponse> HandleAsync(PingRequest request, Caller caller, CancellationToken ct) =>
        ValueTask.FromResult<PingResponse>(new(caller.Principal == Principal.Anonymous ? "nobody" : caller.Principal.Arn, caller.Region));
}
