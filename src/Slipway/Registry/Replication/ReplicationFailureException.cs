namespace Slipway.Registry.Replication;

/// <summary>A destination did not take what it was brought.</summary>
/// <param name="code">What <c>failureCode</c> says.</param>
/// <param name="isFinal">Trying again is of no use.</param>
public sealed class ReplicationFailureException(string code, bool isFinal, string message, Exception? cause) : Exception(message, cause)
{
    public const string AccessDenied = "AccessDenied", Unavailable = "DestinationUnavailable", InvalidImage = "InvalidImage", QuotaExceeded = "LimitExceeded", Internal = "InternalError";

    public string Code => code;

    public bool IsFinal => isFinal;

    /// <summary>Having tried so often is enough; null for as often as patience allows.</summary>
    public int? MostAttempts { get; init; }

    /// <summary>How long the destination asked to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
