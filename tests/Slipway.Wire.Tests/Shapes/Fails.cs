namespace Slipway.Wire.Tests.Shapes;

internal sealed record FailRequest(Failing How);

internal sealed record FailResponse(string Before, string Text, Colour? Colour);

/// <summary>The ways in which an operation's code can be wrong, or refuse.</summary>
internal enum Failing
{
    Throw,
    ForgetRequired,
    InventWord,
    Refuse,
    Nothing,
}

internal static class Fails
{
    public const string Secret = "a sentence for the log only";

    public static ValueTask<FailResponse> As(Failing how) => how switch
    {
        Failing.Throw => throw new InvalidOperationException(Secret),
        Failing.ForgetRequired => ValueTask.FromResult<FailResponse>(new("written before", null!, null)),
        Failing.InventWord => ValueTask.FromResult<FailResponse>(new("written before", "text", (Colour)77)),
        Failing.Refuse => throw new AwsError("LimitExceededException", "It's \u0001 \"too\" <much> & more\uD800") { Members = [new("limit", 5L), new("name", "x"), new("soft", true), new("none", null)] },
        _ => ValueTask.FromResult<FailResponse>(null!),
    };
}
