using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

/// <summary>What a listing shows (API_Filter). All filters must match, one value of each; one that begins with <c>!</c> is turned round.</summary>
internal sealed record SecretFilter(SecretFilterKey? Key, [Items(1, 10), Length(0, 512), Pattern(@"^\!?[a-zA-Z0-9 :_@\/\+\=\.\-\!]*$")] IReadOnlyList<string>? Values)
{
    public bool Matches(Secret secret) => Key is null || Values is null || Values.Any(value => value.StartsWith('!') ? !Matches(secret, value[1..]) : Matches(secret, value));

    private bool Matches(Secret secret, string value) => Key switch
    {
        // Names and tags are told apart by case, descriptions are not.
        SecretFilterKey.Name => secret.Name.StartsWith(value, StringComparison.Ordinal),
        SecretFilterKey.Description => Words(secret.Description).Any(word => Begins(word, value)) || Begins(secret.Description, value),
        SecretFilterKey.TagKey => secret.Tags.Any(tag => tag.Key.StartsWith(value, StringComparison.Ordinal)),
        SecretFilterKey.TagValue => secret.Tags.Any(tag => tag.Value.StartsWith(value, StringComparison.Ordinal)),
        SecretFilterKey.All => Words(value).All(word => Texts(secret).Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase))),
        // No secret is a replica, or belongs to another service.
        _ => false,
    };

    private static IEnumerable<string> Texts(Secret secret) =>
        [secret.Name, secret.Description ?? "", .. secret.Tags.Select(tag => tag.Key), .. secret.Tags.Select(tag => tag.Value)];

    private static bool Begins(string? text, string value) => text?.StartsWith(value, StringComparison.OrdinalIgnoreCase) ?? false;

    private static string[] Words(string? text) => text?.Split([' ', '/', '_', '-', '.', ','], StringSplitOptions.RemoveEmptyEntries) ?? [];
}

internal enum SecretFilterKey
{
    [Wire("description")]
    Description,

    [Wire("name")]
    Name,

    [Wire("tag-key")]
    TagKey,

    [Wire("tag-value")]
    TagValue,

    [Wire("primary-region")]
    PrimaryRegion,

    [Wire("owning-service")]
    OwningService,

    [Wire("all")]
    All,
}
