using Slipway.Registry;
using Slipway.Registry.PullThrough;
using Slipway.Registry.Remotes;
using Slipway.Wire;

namespace Slipway.Ecr.PullThrough;

/// <summary>The refusals of the pull-through cache's operations.</summary>
internal static class PullThroughErrors
{
    public static AwsError AlreadyExists(string prefix, RegistryScope registry) => new(
        "PullThroughCacheRuleAlreadyExistsException", $"Pull through cache rule with prefix '{prefix}' already exists in the registry with id '{registry.Account}'");

    public static AwsError NotFound(string prefix, RegistryScope registry) => new(
        "PullThroughCacheRuleNotFoundException", $"The pull through cache rule with prefix '{prefix}' does not exist in the registry with id '{registry.Account}'");

    public static AwsError NoCredential() => new(
        "InvalidParameterException", "Invalid input: Please set either credential arn or role arn to update the credentials");

    public static AwsError TooMany() => new("LimitExceededException", $"A registry can have at most {PullThroughRule.Most} pull through cache rules");

    public static AwsError Unsupported(string url) => new("UnsupportedUpstreamRegistryException", $"The upstream registry '{url}' is not supported");

    public static AwsError SecretNotFound(string arn) => new("SecretNotFoundException", $"The ARN of the secret specified in the pull through cache rule was not found: '{arn}'");

    public static AwsError NoImage(RemoteFailureException failure) => new("UnableToGetUpstreamImageException", $"The image cannot be pulled using the pull through cache rule: {failure.Message}");

    public static AwsError NoLayer(RemoteFailureException failure) => new("UnableToGetUpstreamLayerException", $"The layer cannot be pulled using the pull through cache rule: {failure.Message}");

    public static AwsError NoReferrers(RemoteFailureException failure) => new(
        "UnableToListUpstreamImageReferrersException", $"The referrers cannot be listed using the pull through cache rule: {failure.Message}");

    public static AwsError SecretInaccessible(string arn) => new("UnableToAccessSecretException", $"The secret is unable to be accessed: '{arn}' is marked for deletion, or its current value is no text");
}
