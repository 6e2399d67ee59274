using Slipway.Adapters.Sealing;
using Slipway.Kernel;

namespace Slipway.Adapters.Tests.Support;

internal static class TestKeys
{
    public static byte[] Bytes { get; } = [.. Enumerable.Range(0, DataKey.Size).Select(number => (byte)number)];

    public static DataKey DataKey { get; } = new(Bytes);

    public static IDomainKeys Shared { get; } = new SharedKey(DataKey);
}
