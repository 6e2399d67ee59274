using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Slipway.Wire.Tests.Properties;

/// <summary>Bodies that are nearly, hardly or not at all what a protocol takes.</summary>
internal static class AnyRequest
{
    private static readonly string[] JsonPieces =
        ["{", "}", "[", "]", ",", ":", "\"", "null", "true", "0", "-1", "1e999", "\"text\":", "\"text\"", "\"self\":", "\"labels\":", "\"texts\":", "\"matrix\":", "\"leaf\":{\"Key\":", "\"blob\":", "\"timestamp\":", "\"x\"", "\\ud800", "\\u0000", " ", "{}", "[]", "\uFEFF"];

    private static readonly string[] FormPieces =
        ["&", "=", ".", "%", "+", "1", "member", "entry", "key", "value", "Text", "Self", "Labels", "Texts", "Matrix", "Leaf", "Key", "Blob", "Timestamp", "Number", "Integer", "%00", "%ED%A0%80", "%C3%A9", "Action", "Version", "999999999999", "é"];

    public static Gen<byte[]> Bytes { get; } = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    public static Gen<byte[]> JsonLike { get; } = Pieces(JsonPieces);

    public static Gen<byte[]> FormLike { get; } = Pieces(FormPieces);

    /// <summary>A good body with some of its bytes changed, dropped or repeated.</summary>
    public static Gen<byte[]> Damaged(Gen<byte[]> good) =>
        from body in good
        from at in Gen.Choose(0, int.MaxValue)
        from length in Gen.Choose(0, 5)
        from patch in Bytes
        select Patched(body, body.Length == 0 ? 0 : at % body.Length, length, patch);

    private static byte[] Patched(byte[] body, int at, int length, byte[] patch) => [.. body[..at], .. patch, .. body[Math.Min(at + length, body.Length)..]];

    private static Gen<byte[]> Pieces(string[] pieces) => Gen.Elements(pieces).ArrayOf().Select(chosen => Encoding.UTF8.GetBytes(string.Concat(chosen)));
}
