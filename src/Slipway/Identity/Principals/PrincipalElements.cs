using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Slipway.Identity.Principals;

/// <summary>The principals of kind AWS that a policy document names, where they stand in its text.</summary>
internal static class PrincipalElements
{
    /// <param name="document">One that the policy engine has parsed.</param>
    /// <returns>In the order of the text, as often as they are named.</returns>
    public static IReadOnlyList<string> Of(string document) => [.. Find(Encoding.UTF8.GetBytes(document)).Select(place => place.Value)];

    /// <summary>Puts other principals in their places, in the order of <see cref="Of"/>, and leaves the rest of the text as it is.</summary>
    public static string Replace(string document, IReadOnlyList<string> principals)
    {
        var json = Encoding.UTF8.GetBytes(document);
        StringBuilder text = new();
        var done = 0;
        foreach (var (place, principal) in Find(json).Zip(principals))
        {
            if (place.Value == principal) continue;
            text.Append(Encoding.UTF8.GetString(json, done, place.Start - done))
                .Append('"').Append(JsonEncodedText.Encode(principal, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).Append('"');
            done = place.End;
        }

        return done == 0 ? document : text.Append(Encoding.UTF8.GetString(json, done, json.Length - done)).ToString();
    }

    private static List<Place> Find(byte[] json)
    {
        List<Place> places = [];
        Utf8JsonReader reader = new(json);
        Stack<string> outer = new();
        var name = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    outer.Push(name);
                    break;
                case JsonTokenType.EndObject:
                    name = outer.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    name = reader.GetString()!;
                    break;
                case JsonTokenType.String when Is(name, "AWS") && outer.TryPeek(out var element) && (Is(element, "Principal") || Is(element, "NotPrincipal")):
                    places.Add(new((int)reader.TokenStartIndex, (int)reader.BytesConsumed, reader.GetString()!));
                    break;
            }
        }

        return places;
    }

    // Whatever the engine might take for a principal is one here.
    private static bool Is(string name, string element) => name.Equals(element, StringComparison.OrdinalIgnoreCase);

    /// <param name="Start">In bytes, of the opening quote.</param>
    /// <param name="End">Just behind the closing quote.</param>
    private readonly record struct Place(int Start, int End, string Value);
}
