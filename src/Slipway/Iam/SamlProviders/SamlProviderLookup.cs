using Slipway.Identity.Providers;
using Slipway.Wire;

namespace Slipway.Iam.SamlProviders;

/// <summary>What the operations on one provider have in common.</summary>
internal static class SamlProviderLookup
{
    /// <exception cref="AwsError">The account has no such provider.</exception>
    public static async ValueTask<SamlProvider> RequireAsync(this ISamlProviderStore providers, Caller caller, string arn, CancellationToken ct) =>
        await providers.FindAsync(arn, ct) is { } provider && provider.Account == caller.Account ? provider : throw NotFound(arn);

    /// <exception cref="AwsError">The account has no such provider; and what <paramref name="change"/> throws.</exception>
    public static async ValueTask<Nothing> RequireChangeAsync(
        this ISamlProviderStore providers, Caller caller, string arn, Func<SamlProvider, SamlProvider> change, CancellationToken ct)
    {
        var provider = await providers.RequireAsync(caller, arn, ct);
        return await providers.ChangeAsync(provider.Arn, change, ct) is null ? throw NotFound(arn) : new();
    }

    public static AwsError NotFound(string arn) => IamErrors.NoSuchEntity($"Manifest not found for arn {arn}");
}
