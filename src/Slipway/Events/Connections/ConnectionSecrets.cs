using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Kernel;

namespace Slipway.Events.Connections;

/// <summary>Seals what connections know for the database. It opens only for the connection that it was sealed for.</summary>
internal sealed partial class ConnectionSecrets(DataKey dataKey)
{
    private readonly SecretBox box = dataKey.Box("event-connection");

    public byte[] Seal(string id, ConnectionContent content) =>
        box.Seal(JsonSerializer.SerializeToUtf8Bytes(content, ConnectionJson.Default.ConnectionContent), Encoding.UTF8.GetBytes(id));

    /// <exception cref="CryptographicException">Sealed under another data key, or changed in the database.</exception>
    public ConnectionContent Open(Connection connection) => box.TryOpen(connection.Sealed.Span, Encoding.UTF8.GetBytes(connection.Id), out var content)
        ? JsonSerializer.Deserialize(content, ConnectionJson.Default.ConnectionContent)!
        : throw new CryptographicException($"What connection {connection.Arn} knows does not open with the data key of this data folder.");

    [JsonSerializable(typeof(ConnectionContent))]
    private sealed partial class ConnectionJson : JsonSerializerContext;
}
