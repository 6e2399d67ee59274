using Slipway.Wire.Shapes;

namespace Slipway.Events.Connections;

/// <summary>What the model demands of texts in connections.</summary>
internal static class ConnectionPatterns
{
    public const string Text = @"^[ \t]*[^\x00-\x1F:\x7F]+([ \t]+[^\x00-\x1F:\x7F]+)*[ \t]*$";
    public const string Endpoint = @"^((%[0-9A-Fa-f]{2}|[-()_.!~*';/?:@\x26=+$,A-Za-z0-9])+)([).!';/?:,])?$";
    public const string Resource = @"^(?:^arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:resourceconfiguration/rcfg-[0-9a-z]{17}$|^$)";
    public const string KmsKey = @"^[a-zA-Z0-9_\-/:]*$";
    public const string Arn = @"^arn:aws([a-z]|\-)*:events:([a-z]|\d|\-)*:([0-9]{12})?:connection\/[\.\-_A-Za-z0-9]+\/[\-A-Za-z0-9]+$";
}

internal enum OAuthHttpMethod
{
    Get,
    Post,
    Put,
}

/// <summary>A private network's resource: asked for, it is refused (API_ConnectivityResourceParameters).</summary>
internal sealed record ConnectivityResourceParameters(ConnectivityResourceConfigurationArn ResourceParameters);

internal sealed record ConnectivityResourceConfigurationArn([Length(0, 2048)] [Pattern(ConnectionPatterns.Resource)] string ResourceConfigurationArn);
