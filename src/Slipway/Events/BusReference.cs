using Slipway.Wire;

namespace Slipway.Events;

/// <summary>An event bus as requests name it: by its name, or by its ARN.</summary>
internal readonly record struct BusReference
{
    public const string Pattern = @"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+";
    public const int MinLength = 1;
    public const int MaxLength = 1600;

    private readonly string? text;

    private BusReference(string text) => this.text = text;

    public static bool TryParse(string text, out BusReference reference)
    {
        reference = new(text);
        return text.Length is >= MinLength and <= MaxLength;
    }

    /// <summary>The bus that is meant; without a reference the caller's default one.</summary>
    public static BusKey Of(BusReference? reference, Caller caller) => Of(reference?.text, caller);

    /// <inheritdoc cref="Of(BusReference?, Caller)"/>
    public static BusKey Of(string? text, Caller caller) =>
        Arn.TryParse(text, out var arn) && BusKey.OfArn(arn) is { } bus ? bus : new(caller.Account, caller.Region, text ?? BusKey.Default);

    public override string ToString() => text ?? "";
}
