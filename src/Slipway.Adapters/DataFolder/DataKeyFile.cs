using System.Security.Cryptography;
using Slipway.Adapters.Files;
using Slipway.Kernel;

namespace Slipway.Adapters.DataFolder;

/// <summary><c>keys/data.key</c>: the installation's root secret, 32 bytes as they are, mode 0600.</summary>
internal static class DataKeyFile
{
    public const string RelativePath = "keys/data.key";

    /// <summary>Reads the key, or makes one at the first start.</summary>
    /// <param name="folder">The data folder; it exists.</param>
    /// <exception cref="InvalidDataException">The file is there and is no key.</exception>
    public static DataKey LoadOrCreate(string folder)
    {
        var path = Path.Combine(folder, RelativePath);
        if (!File.Exists(path)) Create(folder, path);
        var bytes = File.ReadAllBytes(path);
        try
        {
            return bytes.Length == DataKey.Size
                ? new(bytes)
                : throw new InvalidDataException($"{path} is not a data key: it has {bytes.Length} bytes instead of {DataKey.Size}. Restore it from a backup.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static void Create(string folder, string path)
    {
        PosixFiles.CreatePrivateFolder(Path.GetDirectoryName(path)!);
        PosixFiles.FlushFolder(folder);
        PrivateFile.Write(path, RandomNumberGenerator.GetBytes(DataKey.Size));
    }
}
