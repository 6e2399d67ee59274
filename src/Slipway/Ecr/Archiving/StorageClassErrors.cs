using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr.Archiving;

/// <summary>What UpdateImageStorageClass refuses beside what all operations on images do. The words are ours: no capture of AWS's is known.</summary>
internal static class StorageClassErrors
{
    public static AwsError AlreadyThere(Digest digest, string storageClass) => NotSupported(
        $"The storage class of the image with digest '{digest}' cannot be updated: it is in {storageClass} already, or on its way there");

    public static AwsError ReferencedByIndex(Digest digest, IEnumerable<Digest> parents) => NotSupported(
        $"The storage class of the image with digest '{digest}' cannot be updated: it is referenced by manifest list: [{string.Join(", ", parents)}]");

    private static AwsError NotSupported(string why) => new("ImageStorageClassUpdateNotSupportedException", why);
}
