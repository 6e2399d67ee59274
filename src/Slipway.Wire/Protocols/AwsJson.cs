using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Protocols;

/// <summary>AWS JSON 1.0 and 1.1 (Smithy, "AWS JSON protocols"): a JSON object each way, the operation in <c>X-Amz-Target</c>.</summary>
internal sealed class AwsJson(string version) : Protocol
{
    // AWS sends its apostrophes as they are, and clients grep for them.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string ContentType { get; } = $"application/x-amz-json-{version}";

    public override MemberCasing CasingOf(ServiceDescriptor service) => service.Casing;

    public override ShapeReader Read(ReadOnlyMemory<byte> body, Binding binding) => JsonShapeReader.Parse(body, binding);

    public override void WriteResponse(IBufferWriter<byte> output, OperationEntry operation, object response, string requestId)
    {
        using var json = new Utf8JsonWriter(output, Relaxed);
        operation.Write(new JsonShapeWriter(json, operation.Service.Casing), response);
    }

    public override void WriteError(IBufferWriter<byte> output, ServiceDescriptor? service, AwsError error, string requestId)
    {
        using var json = new Utf8JsonWriter(output, Relaxed);
        json.WriteStartObject();
        json.WriteString("__type", error.Code);
        json.WriteString("message", error.Message);
        foreach (var (name, value) in error.Members)
        {
            switch (value)
            {
                case string text: json.WriteString(name, text); break;
                case long number: json.WriteNumber(name, number); break;
                case int number: json.WriteNumber(name, number); break;
                case bool flag: json.WriteBoolean(name, flag); break;
                case null: break;
                default: throw new InvalidOperationException($"An error member of type {value.GetType().Name} has no form on the wire.");
            }
        }

        json.WriteEndObject();
    }
}
