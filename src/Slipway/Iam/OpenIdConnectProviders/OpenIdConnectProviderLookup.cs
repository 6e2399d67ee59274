using Slipway.Identity.Providers;
using Slipway.Wire;

namespace Slipway.Iam.OpenIdConnectProviders;

/// <summary>What the operations on one provider have in common.</summary>
internal static class OpenIdConnectProviderLookup
{
    /// <exception cref="AwsError">The account has no such provider.</exception>
    public static async ValueTask<OpenIdConnectProvider> RequireAsync(this IOpenIdConnectProviderStore providers, Caller caller, string arn, CancellationToken ct) =>
        await providers.FindAsync(arn, ct) is { } provider && provider.Account == caller.Account ? provider : throw NotFound(arn);

    /// <exception cref="AwsError">The account has no such provider; and what <paramref name="change"/> throws.</exception>
    public static async ValueTask<Nothing> RequireChangeAsync(
        this IOpenIdConnectProviderStore providers, Caller caller, string arn, Func<OpenIdConnectProvider, OpenIdConnectProvider> change, CancellationToken ct)
    {
        var provider = await providers.RequireAsync(caller, arn, ct);
        return await providers.ChangeAsync(provider.Arn, change, ct) is null ? throw NotFound(arn) : new();
    }

    private static AwsError NotFound(string arn) => IamErrors.NoSuchEntity($"OpenIDConnect Provider not found for arn {arn}");
}
