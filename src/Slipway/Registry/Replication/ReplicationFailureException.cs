namespace Slipway.Registry.Replication;

/// <summary>A destination did not take what it was brought.</summary>
/// <param name="code">What <c>failureCode</c> says.</param>
/// <param name="isFinal">Trying again is of no use.</param>
public sealed class ReplicationFailureException(string code, bool isFinal, string message, Exception? cause) : Exception(message, cause)
{
    public const string AccessDenied = "AccessDenied", Unavailable = "DestinationUnavailable", InvalidImage = "InvalidImage", QuotaExceeded = "LimitExceeded", Internal = "InternalError";

    /// <summary>The template for repositories of the destination can make none.</summary>
    public const string TemplateNotApplicable = "TemplateNotApplicable";

    /// <summary>What the source's or the destination's repository is encrypted under cannot be used.</summary>
    public const string KeyUnavailable = "KmsError";

    public string Code => code;

    public bool IsFinal => isFinal;

    /// <summary>Having tried so often is enough; null for as often as patience allows.</summary>
    public int? MostAttempts { get; init; }

    /// <summary>How long the destination asked to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
