using System.Text;

namespace Slipway.Generators;

/// <summary>An enumeration's words as AWS nearly always writes them: <c>ImmutableWithExclusion</c> → <c>IMMUTABLE_WITH_EXCLUSION</c>.</summary>
internal static class EnumWords
{
    public static string Of(string field)
    {
        var word = new StringBuilder();
        for (var i = 0; i < field.Length; i++)
        {
            if (i > 0 && char.IsUpper(field[i]) && !char.IsUpper(field[i - 1])) word.Append('_');
            word.Append(char.ToUpperInvariant(field[i]));
        }

        return word.ToString();
    }
}
