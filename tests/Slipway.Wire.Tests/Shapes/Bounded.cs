using Slipway.Wire.Shapes;

namespace Slipway.Wire.Tests.Shapes;

/// <summary>A member under each rule that a model can state.</summary>
internal sealed record BoundedRequest(
    [Length(2, 5)] string? Name,
    [Bounds(1, 10)] int? Count,
    [Bounds(-5, long.MaxValue)] long? Offset,
    [Items(1, 3), Length(1, 3)] IReadOnlyList<string>? Words,
    [Items(0, 2)] IReadOnlyDictionary<string, Leaf>? Leaves,
    [Pattern("[a-z]+")] string? Letters,
    [Pattern("(a+)+(?!b)c")] string? LookingAround,
    [Pattern("[a-z]{1,20000}")] string? CountingHigh,
    [Pattern("(x+x+)+y")] string? Crossing,
    [Length(0, 4)] ReadOnlyMemory<byte>? Bytes,
    Colour? Colour,
    Release? Release,
    Leaf? Leaf);

/// <summary>Refuses what breaks a rule.</summary>
[Operation<JsonApi>]
internal sealed class Bounded : IOperation<BoundedRequest, PingResponse>
{
    public static Access Requires(BoundedRequest request, Caller caller) => Access.Anyone;

    public ValueTask<PingResponse> HandleAsync(BoundedRequest request, Caller caller, CancellationToken ct) => ValueTask.FromResult<PingResponse>(new(caller.Principal.Arn, caller.Region));
}
