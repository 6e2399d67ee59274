using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Oci;

internal static class OciComposition
{
    /// <summary>
    /// The data plane. The program sends it the requests that <see cref="DataPlane.Owns"/>, and provides the registry
    /// (<see cref="Registry.RegistryComposition.AddRegistry"/>), the tokens and the authorizer.
    /// </summary>
    public static IServiceCollection AddOci(this IServiceCollection services) => services
        .AddSingleton<DataPlane>()
        .AddSingleton<OciRoutes>()
        .AddSingleton<OciAuth>()
        .AddSingleton<OciAudit>()
        .AddSingleton<OciMetrics>()
        .AddSingleton<Manifests>()
        .AddSingleton<Blobs>()
        .AddSingleton<SignedLayers>()
        .AddSingleton<BlobUploads>()
        .AddSingleton<BlobMounts>()
        .AddSingleton<CreateOnPush>()
        .AddSingleton<UpstreamPulls>()
        .AddSingleton<Tags>()
        .AddSingleton<Catalog>()
        .AddSingleton<Referrers>();
}
