using System.Text;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>What <c>aws ecr get-login-password</c> prints, without needing it.</summary>
internal static class Password
{
    public static async Task<string> OfAsync(ServerProgram server)
    {
        using var client = new Client(server.Url);
        var data = (await client.Ecr("GetAuthorizationToken", "{}")).GetProperty("authorizationData")[0];
        return Encoding.UTF8.GetString(data.GetProperty("authorizationToken").GetBytesFromBase64())["AWS:".Length..];
    }
}
