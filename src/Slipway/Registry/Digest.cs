using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Slipway.Registry;

/// <summary>The algorithms that a digest may name (OCI image specification, "Digests", registered algorithms).</summary>
public enum DigestAlgorithm
{
    Sha256,
    Sha512,
}

/// <summary>A content digest that has been checked, <c>sha256:</c> and 64 or <c>sha512:</c> and 128 lower-case hexadecimal digits.</summary>
public readonly record struct Digest : IComparable<Digest>
{
    private const string Sha256Prefix = "sha256:";
    private const string Sha512Prefix = "sha512:";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly string? text;

    private Digest(string text) => this.text = text;

    public DigestAlgorithm Algorithm => ToString().StartsWith(Sha256Prefix, StringComparison.Ordinal) ? DigestAlgorithm.Sha256 : DigestAlgorithm.Sha512;

    /// <summary>The hexadecimal part.</summary>
    public string Hex => ToString()[Sha256Prefix.Length..];

    /// <summary>The hash algorithm to feed, for <see cref="IncrementalHash"/>.</summary>
    public HashAlgorithmName HashName => Algorithm is DigestAlgorithm.Sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512;

    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        if (text is null) return false;
        var ok = (text.Length == Sha256Prefix.Length + 64 && text.StartsWith(Sha256Prefix, StringComparison.Ordinal))
            || (text.Length == Sha512Prefix.Length + 128 && text.StartsWith(Sha512Prefix, StringComparison.Ordinal));
        if (!ok || text.AsSpan(Sha256Prefix.Length).ContainsAnyExcept(HexDigits)) return false;
        digest = new(text);
        return true;
    }

    /// <summary>For text that this program wrote itself, such as a column of its database.</summary>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException($"'{text}' is not a digest.");

    public static Digest Of(DigestAlgorithm algorithm, ReadOnlySpan<byte> content) =>
        FromHash(algorithm, algorithm is DigestAlgorithm.Sha256 ? SHA256.HashData(content) : SHA512.HashData(content));

    public static Digest FromHash(DigestAlgorithm algorithm, ReadOnlySpan<byte> hash) =>
        new((algorithm is DigestAlgorithm.Sha256 ? Sha256Prefix : Sha512Prefix) + Convert.ToHexStringLower(hash));

    public int CompareTo(Digest other) => string.CompareOrdinal(text, other.text);

    public override string ToString() => text ?? throw new InvalidOperationException("A default digest was used.");
}
