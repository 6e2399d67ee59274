using System.Text.Json;

namespace Slipway.Events.Patterns;

/// <summary>
/// A compiled event pattern ("Event patterns" and "Comparison operators" in the EventBridge user guide). Pure; safe for
/// concurrent use. The time it takes is bounded by the product of the lengths of pattern and event.
/// </summary>
// Departs: a dot in a name is a character like others; on AWS detail.state also means the state within the detail. No pattern
// is refused as too complex for its wildcards.
internal sealed class EventPattern
{
    private readonly PatternObject root;

    private EventPattern(PatternObject root) => this.root = root;

    /// <exception cref="PatternException">Its message is the reason that AWS would give.</exception>
    public static EventPattern Parse(string text) => new(PatternCompiler.Compile(PatternTokens.Of(text)));

    /// <param name="whole">An event with its envelope, a JSON object.</param>
    public bool Matches(JsonElement whole) => root.Matches(whole, new(whole));
}
