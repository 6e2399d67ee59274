using Slipway.Wire;

namespace Slipway.Events.Connections;

/// <summary>What AWS's connections can and these cannot: refused, rather than kept and not obeyed.</summary>
// Departs: connections log in with BASIC or API_KEY; OAUTH_CLIENT_CREDENTIALS, private resources and keys of KMS are refused.
internal static class ConnectionChecks
{
    public static void Refuse(
        AuthorizationType? type, bool hasOAuth, ConnectivityResourceParameters? connectivity, ConnectivityResourceParameters? invocation, string? kmsKey)
    {
        if (type is AuthorizationType.OauthClientCredentials || hasOAuth) throw EventsErrors.NotSupported("AuthorizationType", "logs in with BASIC or API_KEY");
        if ((connectivity ?? invocation) is { ResourceParameters.ResourceConfigurationArn.Length: > 0 })
            throw EventsErrors.NotSupported("InvocationConnectivityParameters", "reaches no private resources of VPC Lattice");
        if (kmsKey is { Length: > 0 }) throw EventsErrors.NotSupported("KmsKeyIdentifier", "seals connections with the key of its data folder alone");
    }

    /// <exception cref="AwsError">Always: the parameters of the type are not all there.</exception>
    public static AwsError Incomplete(AuthorizationType type) => EventsErrors.InvalidParameter(
        "AuthParameters",
        type is AuthorizationType.Basic ? "BASIC needs BasicAuthParameters with Username and Password." : "API_KEY needs ApiKeyAuthParameters with ApiKeyName and ApiKeyValue.");
}
