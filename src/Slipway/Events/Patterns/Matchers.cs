using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Slipway.Events.Patterns;

/// <summary>What a single value of an event may be asked.</summary>
internal static class Matchers
{
    public static Predicate<JsonElement> Text(string text) => value => value.ValueKind is JsonValueKind.String && value.ValueEquals(text);

    public static Predicate<JsonElement> TextWhere(Predicate<string> accepts) =>
        value => value.ValueKind is JsonValueKind.String && accepts(value.GetString()!);

    /// <summary>The same number, however it is written.</summary>
    public static Predicate<JsonElement> Number(string written) => TryRead(written, out var number)
        ? value => value.ValueKind is JsonValueKind.Number && (TryRead(value.GetRawText(), out var other) ? other == number : value.ValueEqualsRaw(written))
        : value => value.ValueKind is JsonValueKind.Number && value.ValueEqualsRaw(written);

    public static Predicate<JsonElement> NumberWhere(Predicate<decimal> accepts) =>
        value => value.ValueKind is JsonValueKind.Number && TryRead(value.GetRawText(), out var number) && accepts(number);

    public static Predicate<JsonElement> Literal(JsonTokenType type)
    {
        var kind = type switch { JsonTokenType.True => JsonValueKind.True, JsonTokenType.False => JsonValueKind.False, _ => JsonValueKind.Null };
        return value => value.ValueKind == kind;
    }

    public static Predicate<JsonElement> Not(IReadOnlyList<Predicate<JsonElement>> matchers) => value => !matchers.Any(matcher => matcher(value));

    public static Predicate<JsonElement> Within(IPNetwork network) =>
        TextWhere(text => IPAddress.TryParse(text, out var address) && network.Contains(address));

    public static bool TryRead(string written, out decimal number) =>
        decimal.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static bool ValueEqualsRaw(this JsonElement value, string written) => value.GetRawText() == written;
}
