using Slipway.Registry;
using Slipway.Registry.Signing;
using Slipway.Wire;

namespace Slipway.Ecr.Signing;

internal sealed record PutSigningConfigurationRequest(SigningConfigurationShape SigningConfiguration);

internal sealed record PutSigningConfigurationResponse(SigningConfigurationShape SigningConfiguration);

/// <summary>
/// Says which images are signed from now on when they are pushed, and makes the keys of profiles that are new.
/// AWS: API_PutSigningConfiguration.
/// </summary>
// Departs: a signing profile is nothing but its ARN, and stands for a key that the server makes and keeps: there is no AWS Signer here.
// Departs: signer:SignPayload is demanded of the one who configures signing, on each profile, and not of those who push: what is pushed is signed whoever pushed it, so that no push slips by unsigned.
// Departs: a profile of another account is refused: AWS lets it sign when its owner has shared it by Signer's API.
[Operation<EcrApi>]
internal sealed class PutSigningConfiguration(SigningConfigurations configurations, SigningKeys keys)
    : IOperation<PutSigningConfigurationRequest, PutSigningConfigurationResponse>
{
    public static Access Requires(PutSigningConfigurationRequest request, Caller caller)
    {
        var access = Access.On("*");
        foreach (var profile in request.SigningConfiguration.Rules.Select(rule => rule.SigningProfileArn).Distinct())
            access.Also("signer:SignPayload", profile);
        return access;
    }

    public async ValueTask<PutSigningConfigurationResponse> HandleAsync(PutSigningConfigurationRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        SigningConfiguration configuration = new([.. request.SigningConfiguration.Rules.Select(rule => new SigningRule(
            rule.SigningProfileArn, [.. (rule.RepositoryFilters ?? []).Select(filter => filter.Filter)]))]);
        foreach (var rule in configuration.Rules) RefuseForeign(rule.ProfileArn, registry);
        foreach (var rule in configuration.Rules) await keys.RequireAsync(rule.ProfileArn, registry, ct);
        await configurations.PutAsync(registry, configuration, ct);
        return new(SigningConfigurationShape.Of(configuration));
    }

    private static void RefuseForeign(string profileArn, RegistryScope registry)
    {
        if (!Arn.TryParse(profileArn, out var arn) || arn.Account != registry.Account || arn.Region != registry.Region)
            throw EcrErrors.InvalidParameter("signingConfiguration", $"The signing profile '{profileArn}' must be of the account {registry.Account} and the region {registry.Region}");
    }
}
