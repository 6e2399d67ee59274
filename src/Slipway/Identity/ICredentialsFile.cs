namespace Slipway.Identity;

/// <summary>The file in the data folder from which the operator takes the first key pair.</summary>
internal interface ICredentialsFile
{
    /// <summary>Puts a pair there in the AWS shared-credentials format, readable by its owner only; durable when it returns.</summary>
    ValueTask WriteAsync(AdminKey key, CancellationToken ct);
}
