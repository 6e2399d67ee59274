using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Slipway.Server.Transport;

/// <summary>Gives the server its <see cref="ReceivePool"/>s; in place of its own, so registered after it.</summary>
internal sealed class ReceivePools : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new ReceivePool();
}

internal static class ReceivePoolComposition
{
    public static IServiceCollection AddReceivePool(this IServiceCollection services) =>
        services.AddSingleton<IMemoryPoolFactory<byte>, ReceivePools>();
}
