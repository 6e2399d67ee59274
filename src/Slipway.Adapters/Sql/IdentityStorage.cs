using Microsoft.Extensions.DependencyInjection;
using Slipway.Identity;
using Slipway.Identity.Grants;

namespace Slipway.Adapters.Sql;

internal static class IdentityStorage
{
    /// <summary>The stores of identities, one line each.</summary>
    public static IServiceCollection AddIdentityStorage(this IServiceCollection services) => services
        .AddSingleton<IdentityDatabase>()
        .AddSingleton<IIdentityStore, SqlIdentityStore>()
        .AddSingleton<IGrantStore, SqlGrantStore>();
}
