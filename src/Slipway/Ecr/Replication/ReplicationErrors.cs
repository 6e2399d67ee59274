using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr.Replication;

/// <summary>The refusals of our own operations about replication.</summary>
internal static class ReplicationErrors
{
    public static AwsError OwnRegistry() => EcrErrors.InvalidParameter("destination", "Replication destination cannot be the same as the source registry");

    public static AwsError NotConfigured(RegistryScope destination) => new(
        "ReplicationDestinationNotFoundException",
        $"No rule of the replication configuration names the registry '{destination.Account}' in the region '{destination.Region}' as a destination");

    public static AwsError BackfillInProgress(RegistryScope destination) => new(
        "ReplicationBackfillInProgressException", $"A backfill of the registry '{destination.Account}' in the region '{destination.Region}' is in progress");

    public static AwsError BackfillNotFound(string id) => new("ReplicationBackfillNotFoundException", $"There is no replication backfill with the id '{id}'");

    public static AwsError BackfillEnded(string id) => new("ReplicationBackfillNotInProgressException", $"The replication backfill with the id '{id}' has ended");

    public static AwsError EndpointNotFound(RegistryScope destination) => new(
        "ReplicationEndpointNotFoundException", $"There is no endpoint for the registry '{destination.Account}' in the region '{destination.Region}'");

    /// <summary>As a rule of a pull-through cache words it.</summary>
    public static AwsError SecretNotFound(string arn) => new("SecretNotFoundException", $"The ARN of the secret specified in the endpoint was not found: '{arn}'");
}
