namespace Slipway.Oci;

/// <summary><c>GET /v2/</c>: there is a registry, and the token is good (distribution specification, "Determining Support").</summary>
internal static class ApiVersion
{
    public static async ValueTask<OciError?> AnswerAsync(OciExchange exchange)
    {
        await exchange.AnswerJsonAsync(200, "application/json", json =>
        {
            json.WriteStartObject();
            json.WriteEndObject();
        });
        return null;
    }
}
