using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Slipway.Server.Configuration;

namespace Slipway.Server.Http;

/// <summary>The first address that the server really listens on; with port 0 it is known only after the start.</summary>
internal sealed class BoundAddress(IServiceProvider services)
{
    private ListenAddress? found;

    public (string Scheme, int Port) Find()
    {
        found ??= All(services)[0];
        return (found.IsTls ? "https" : "http", found.Port);
    }

    public static IReadOnlyList<ListenAddress> All(IServiceProvider services) =>
    [
        .. services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses
            .Select(text => ListenAddress.TryParse(text, out var address) ? address : throw new FormatException($"Listening on '{text}'.")),
    ];
}
