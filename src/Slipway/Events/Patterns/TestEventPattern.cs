using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Patterns;

internal sealed record TestEventPatternRequest([Length(0, 4096)] string EventPattern, string Event);

internal sealed record TestEventPatternResponse(bool Result);

/// <summary>Whether a pattern matches an event. AWS: API_TestEventPattern.</summary>
[Operation<EventsApi>]
internal sealed class TestEventPattern : IOperation<TestEventPatternRequest, TestEventPatternResponse>
{
    private static readonly string[] Mandatory = ["id", "account", "source", "time", "region", "resources", "detail-type"];

    public static Access Requires(TestEventPatternRequest request, Caller caller) => Access.On("*");

    public ValueTask<TestEventPatternResponse> HandleAsync(TestEventPatternRequest request, Caller caller, CancellationToken ct)
    {
        if (JsonTexts.TryReadObject(request.Event) is not { } whole || Array.Exists(Mandatory, name => !whole.TryGetProperty(name, out _)))
            throw EventsErrors.Invalid("Parameter Event is not valid.");
        try
        {
            return new(new TestEventPatternResponse(EventPattern.Parse(request.EventPattern).Matches(whole)));
        }
        catch (PatternException wrong)
        {
            throw EventsErrors.InvalidPattern(wrong.Message);
        }
    }
}
