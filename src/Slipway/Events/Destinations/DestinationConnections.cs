using Slipway.Events.Connections;
using Slipway.Wire;

namespace Slipway.Events.Destinations;

/// <summary>The connection that a destination names by its ARN.</summary>
internal static class DestinationConnections
{
    /// <summary>What a connection knows is sent to wherever the destination says: whoever joins them must be allowed to on both.</summary>
    /// <param name="connectionArn">null where it stays as it is.</param>
    public static Access LoggingInWith(this Access access, string? connectionArn, string operation)
    {
        if (connectionArn is null) return access;
        var named = Arn.TryParse(connectionArn, out var arn) && arn.Resource.Split('/') is ["connection", var name, ..]
            ? Connection.ArnOf(arn.Account, arn.Region, name)
            : connectionArn;
        return access.Also($"events:{operation}", named);
    }

    /// <returns>null when it is gone, also when another one of its name has come.</returns>
    public static async ValueTask<Connection?> FindByArnAsync(this IConnectionStore connections, string text, CancellationToken ct) =>
        Arn.TryParse(text, out var arn) && arn.Resource.Split('/') is ["connection", var name, _]
        && await connections.FindAsync(arn.Account, arn.Region, name, ct) is { } found && found.Arn == text
            ? found
            : null;

    /// <exception cref="AwsError">There is none, or it is not the caller's.</exception>
    public static async ValueTask RequireAsync(this IConnectionStore connections, string arn, Caller caller, CancellationToken ct)
    {
        if (await connections.FindByArnAsync(arn, ct) is not { } found || found.Account != caller.Account || found.Region != caller.Region)
            throw EventsErrors.NotFound($"Connection '{arn}' does not exist.");
    }
}
