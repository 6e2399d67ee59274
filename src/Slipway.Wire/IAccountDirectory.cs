namespace Slipway.Wire;

/// <summary>The accounts of this server.</summary>
public interface IAccountDirectory
{
    /// <summary>Whether there is an account of this id here, suspended or not.</summary>
    ValueTask<bool> HasAsync(string account, CancellationToken ct);
}
