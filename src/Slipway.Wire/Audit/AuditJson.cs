using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Slipway.Wire.Throttling;

namespace Slipway.Wire.Audit;

/// <summary>An event as the text of a CloudTrail record, version 1.11, on one line.</summary>
public static class AuditJson
{
    private const int LongestText = 1024;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="recipient">The account whose event it is.</param>
    /// <param name="shared">What events of one request in several accounts have in common; null when there is but one.</param>
    internal static ReadOnlyMemory<byte> Write(AuditEvent audited, string recipient, string? shared, DateTimeOffset time)
    {
        var (output, caller) = (new ArrayBufferWriter<byte>(2048), audited.Caller);
        using var json = new Utf8JsonWriter(output, Relaxed);
        json.WriteStartObject();
        json.WriteString("eventVersion", "1.11");
        UserIdentity.Write(json, audited);
        json.WriteString("eventTime", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("eventSource", audited.Source);
        json.WriteString("eventName", audited.Name);
        json.WriteString("awsRegion", caller.Region);
        json.WriteString("sourceIPAddress", SourceOf(caller));
        json.WriteString("userAgent", Shortened(caller.UserAgent ?? ""));
        if (audited.ErrorCode is { } code)
        {
            json.WriteString("errorCode", code);
            json.WriteString("errorMessage", Shortened(audited.ErrorMessage ?? ""));
        }

        Raw(json, "requestParameters", audited.RequestParameters);
        Raw(json, "responseElements", audited.ResponseElements);
        if (audited.AdditionalData is not null) Raw(json, "additionalEventData", audited.AdditionalData);
        json.WriteString("requestID", caller.RequestId);
        json.WriteString("eventID", IdOf(caller.RequestId, recipient));
        json.WriteBoolean("readOnly", audited.IsReadOnly);
        Resources(json, audited.Resources);
        json.WriteString("eventType", audited.ServiceEventDetails is null ? "AwsApiCall" : "AwsServiceEvent");
        json.WriteBoolean("managementEvent", true);
        json.WriteString("recipientAccountId", recipient);
        if (audited.ServiceEventDetails is not null) Raw(json, "serviceEventDetails", audited.ServiceEventDetails);
        if (shared is not null) json.WriteString("sharedEventID", IdOf(shared, ""));
        json.WriteString("eventCategory", "Management");
        if (audited.Tls is { } tls) Tls(json, tls);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    /// <summary>A JSON object to put into an event.</summary>
    public static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> members)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(output, Relaxed);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    /// <summary>What strangers send is bounded.</summary>
    public static string Shortened(string text) => text.Length > LongestText ? string.Concat(text.AsSpan(0, LongestText), "…") : text;

    private static string SourceOf(Caller caller) =>
        caller.Principal.Kind is PrincipalKind.Service ? caller.Principal.Arn : AddressKey.Plain(caller.SourceAddress)?.ToString() ?? "";

    // One request is one event in an account: its id follows from the request's.
    private static string IdOf(string request, string recipient)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{request} {recipient}"), hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80); // RFC 9562, version 8
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString();
    }

    private static void Raw(Utf8JsonWriter json, string name, ReadOnlyMemory<byte>? value)
    {
        json.WritePropertyName(name);
        if (value is { } text) json.WriteRawValue(text.Span, skipInputValidation: true);
        else json.WriteNullValue();
    }

    private static void Resources(Utf8JsonWriter json, IReadOnlyList<string> resources)
    {
        if (resources.Count == 0) return;
        json.WriteStartArray("resources");
        foreach (var resource in resources)
        {
            json.WriteStartObject();
            json.WriteString("ARN", resource);
            if (Arn.TryParse(resource, out var arn))
            {
                if (arn.Account.Length > 0) json.WriteString("accountId", arn.Account);
                if (ResourceTypes.Of(arn) is { } type) json.WriteString("type", type);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Tls(Utf8JsonWriter json, TlsDetails tls)
    {
        json.WriteStartObject("tlsDetails");
        json.WriteString("tlsVersion", tls.Version);
        if (tls.CipherSuite is { } suite) json.WriteString("cipherSuite", suite);
        json.WriteString("clientProvidedHostHeader", Shortened(tls.Host));
        json.WriteEndObject();
    }
}
