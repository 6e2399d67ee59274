namespace Slipway.Wire.Tests.Shapes;

internal sealed record PingRequest;

internal sealed record PingResponse(string Principal, string Region);

/// <summary>The smallest call: says who asked, and where.</summary>
[Operation<JsonApi>]
internal sealed class Ping : IOperation<PingRequest, PingResponse>
{
    public static Access Requires(PingRequest request, Caller caller) => Access.On("arn:aws:shapes:::ping").AlsoIf(condition: true, "shapes:Also").With("shapes:Key", "a", "b");

    public ValueTask<PingResponse> HandleAsync(PingRequest request, Caller caller, CancellationToken ct) => ValueTask.FromResult<PingResponse>(new(caller.Principal.Arn, caller.Region));
}
