namespace Slipway.Wire.Tests.Shapes;

/// <summary>Says who asked, and where.</summary>
[Operation<QueryApi>]
internal sealed class PingQuery : IOperation<PingRequest, PingResponse>
{
    public static Access Requires(PingRequest request, Caller caller) => Access.Anyone;

    public ValueTask<PingResponse> HandleAsync(PingRequest request, Caller caller, CancellationToken ct) => ValueTask.FromResult<PingResponse>(new(caller.Principal.Arn, caller.Region));
}
