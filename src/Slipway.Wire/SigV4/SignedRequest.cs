namespace Slipway.Wire.SigV4;

/// <summary>What a request says of its own signature, wherever it says it: in the header or in the query string.</summary>
/// <param name="SignedHeaders">Lower-case names, in the order given.</param>
/// <param name="SignedAt">The moment of <c>X-Amz-Date</c>, or of <c>Date</c>.</param>
/// <param name="Timestamp">The same as it was written into the string to sign, <c>20260131T120000Z</c>.</param>
/// <param name="Lifetime">Of a presigned URL; null for a signed header.</param>
public sealed record SignedRequest(
    string AccessKeyId,
    CredentialScope Scope,
    IReadOnlyList<string> SignedHeaders,
    string Signature,
    DateTimeOffset SignedAt,
    string Timestamp,
    string? SessionToken,
    TimeSpan? Lifetime);
