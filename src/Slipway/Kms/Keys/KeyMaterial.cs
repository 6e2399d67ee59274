using System.Text;
using Slipway.Kernel;

namespace Slipway.Kms.Keys;

/// <summary>Seals the material of keys under the data key, each for its own ARN.</summary>
internal sealed class KeyMaterial(DataKey dataKey)
{
    /// <summary>Bytes.</summary>
    public const int Size = 32;

    private readonly SecretBox box = dataKey.Box("kms");

    public byte[] Seal(string arn, byte[] material) => box.Seal(material, Encoding.ASCII.GetBytes(arn));

    /// <exception cref="InvalidDataException">The data key is another one, or the row was changed.</exception>
    public byte[] Open(string arn, byte[] sealedMaterial) => box.TryOpen(sealedMaterial, Encoding.ASCII.GetBytes(arn), out var material)
        ? material
        : throw new InvalidDataException($"The material of {arn} does not open with the data key of this folder.");
}
