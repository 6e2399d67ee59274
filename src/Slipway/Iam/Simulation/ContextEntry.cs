using System.Globalization;
using System.Net;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Simulation;

/// <summary>A condition key and its values in a simulated request (API_ContextEntry).</summary>
internal sealed record ContextEntry(
    [Length(5, 256)] string? ContextKeyName, IReadOnlyList<string>? ContextKeyValues, ContextKeyType? ContextKeyType)
{
    /// <summary>By the keys in lower case.</summary>
    /// <exception cref="AwsError">An entry without a name, or a value that is not of its type.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(IReadOnlyList<ContextEntry>? entries)
    {
        Dictionary<string, IReadOnlyList<string>> values = new(StringComparer.Ordinal);
        foreach (var entry in entries ?? [])
        {
            if (entry.ContextKeyName is not { } name) throw IamErrors.InvalidInput("Context entries must have a ContextKeyName.");
            foreach (var value in entry.ContextKeyValues ?? [])
            {
                if (!IsOf(entry.ContextKeyType, value)) throw IamErrors.InvalidInput($"A value of the context key {name} is not of the type that is given for it.");
            }

            values[name.ToLowerInvariant()] = entry.ContextKeyValues ?? [];
        }

        return values;
    }

    private static bool IsOf(ContextKeyType? type, string value) => type switch
    {
        Simulation.ContextKeyType.Numeric or Simulation.ContextKeyType.NumericList => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        Simulation.ContextKeyType.Boolean or Simulation.ContextKeyType.BooleanList => bool.TryParse(value, out _),
        Simulation.ContextKeyType.Ip or Simulation.ContextKeyType.IpList => IPAddress.TryParse(value, out _) || IPNetwork.TryParse(value, out _),
        Simulation.ContextKeyType.Binary or Simulation.ContextKeyType.BinaryList => System.Buffers.Text.Base64.IsValid(value),
        Simulation.ContextKeyType.Date or Simulation.ContextKeyType.DateList =>
            DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) || long.TryParse(value, CultureInfo.InvariantCulture, out _),
        _ => true,
    };
}

/// <summary>ContextKeyTypeEnum of the model.</summary>
internal enum ContextKeyType
{
    [Wire("string")]
    String,
    [Wire("stringList")]
    StringList,
    [Wire("numeric")]
    Numeric,
    [Wire("numericList")]
    NumericList,
    [Wire("boolean")]
    Boolean,
    [Wire("booleanList")]
    BooleanList,
    [Wire("ip")]
    Ip,
    [Wire("ipList")]
    IpList,
    [Wire("binary")]
    Binary,
    [Wire("binaryList")]
    BinaryList,
    [Wire("date")]
    Date,
    [Wire("dateList")]
    DateList,
}
