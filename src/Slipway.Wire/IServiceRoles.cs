namespace Slipway.Wire;

/// <summary>What a role may do for a service of this server that it was passed to.</summary>
public interface IServiceRoles
{
    /// <summary>Whether the role's trust policy lets the service assume it, and its policies allow an action, as they are now.</summary>
    /// <param name="service">Such as <c>events.amazonaws.com</c>.</param>
    ValueTask<bool> MayAsync(string service, string roleArn, string action, string resource, string region, CancellationToken ct);

    /// <summary>The same for all that an access demands, with the condition keys that it provides.</summary>
    ValueTask<bool> MayAsync(string service, string roleArn, Access access, string region, CancellationToken ct);
}
