using System.Security.Cryptography;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Cryptography;

/// <summary>Which data key is asked for.</summary>
internal enum DataKeySpec
{
    [Wire("AES_256")]
    Aes256,

    [Wire("AES_128")]
    Aes128,
}

internal static class DataKeys
{
    /// <summary>Random bytes, as many as are asked for in one way or the other.</summary>
    public static byte[] Make(DataKeySpec? spec, int? numberOfBytes) => (spec, numberOfBytes) switch
    {
        (DataKeySpec.Aes256, null) => RandomNumberGenerator.GetBytes(32),
        (DataKeySpec.Aes128, null) => RandomNumberGenerator.GetBytes(16),
        (null, { } count) => RandomNumberGenerator.GetBytes(count),
        _ => throw KmsErrors.InvalidValue("Please specify either number of bytes or key spec."),
    };
}
