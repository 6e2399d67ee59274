namespace Slipway.Wire;

/// <summary>What a role may do for a service of this server that it was passed to.</summary>
public interface IServiceRoles
{
    /// <summary>Whether the role's trust policy lets the service assume it, and its policies allow an action, as they are now.</summary>
    /// <param name="service">Such as <c>events.amazonaws.com</c>.</param>
    ValueTask<bool> MayAsync(string service, string roleArn, string action, string resource, string region, CancellationToken ct);

    /// <summary>The same for all that an access demands, with the condition keys that it provides.</summary>
    ValueTask<bool> MayAsync(string service, string roleArn, Access access, string region, CancellationToken ct);

    /// <summary>The session in which the service acts as the role, to be told of what it did.</summary>
    /// <returns>null when there is no such role, or its account is suspended.</returns>
    ValueTask<Principal?> FindPrincipalAsync(string service, string roleArn, CancellationToken ct);
}
