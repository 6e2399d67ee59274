namespace Slipway.Identity.Providers;

/// <summary>What became of adding an identity provider.</summary>
internal enum ProviderAdding
{
    Added,

    /// <summary>The account has one of that URL or name.</summary>
    Taken,

    /// <summary>The account has as many as it may.</summary>
    TooMany,
}
