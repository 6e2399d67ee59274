namespace Slipway.Wire.Secrets;

/// <summary>The values of Secrets Manager, for services of this server that were given a secret's ARN.</summary>
public interface ISecretValues
{
    /// <summary>The current value (<c>AWSCURRENT</c>). Never log it.</summary>
    /// <param name="arn">With or without the six random characters at its end.</param>
    ValueTask<SecretValue> FindAsync(string arn, CancellationToken ct);
}

/// <param name="Text">null unless <paramref name="Status"/> is <see cref="SecretStatus.Found"/>.</param>
public readonly record struct SecretValue(SecretStatus Status, string? Text)
{
    /// <summary>Never the text: records are printed.</summary>
    public override string ToString() => Status.ToString();
}

public enum SecretStatus
{
    Found,
    Missing,

    /// <summary>There, but without a current value yet.</summary>
    Empty,

    /// <summary>Marked for deletion, or its current value is no text.</summary>
    Unusable,
}
