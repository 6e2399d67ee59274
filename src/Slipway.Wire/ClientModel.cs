using System.Text.Json;
using Slipway.Wire.Shapes;

namespace Slipway.Wire;

/// <summary>
/// Writes the model of a service for clients that are driven by models: botocore's <c>service-2.json</c>, which
/// <c>aws configure add-model</c> takes. Everything in it is read off the operation table.
/// </summary>
public sealed class ClientModel
{
    private readonly ServiceDescriptor service;
    private readonly IReadOnlyList<OperationEntry> operations;
    private readonly ModelShapes shapes;

    private ClientModel(ServiceDescriptor service, IEnumerable<OperationEntry> all)
    {
        this.service = service;
        operations = [.. all.Where(operation => operation.Service == service).OrderBy(operation => operation.Name, StringComparer.Ordinal)];
        shapes = new(service.Casing);
    }

    /// <param name="all">The operation table; those of other services are passed over.</param>
    /// <exception cref="ArgumentException">The service does not speak JSON.</exception>
    public static void Write(Stream output, ServiceDescriptor service, IEnumerable<OperationEntry> all)
    {
        if (service.TargetPrefix is null) throw new ArgumentException("Only services that speak JSON can be described.", nameof(service));
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        new ClientModel(service, all).Write(writer);
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("version", "2.0");
        WriteMetadata(writer);
        writer.WriteStartObject("operations");
        foreach (var operation in operations) WriteOperation(writer, operation);
        writer.WriteEndObject();
        writer.WriteStartObject("shapes");
        foreach (var (name, definition) in shapes.All)
        {
            writer.WritePropertyName(name);
            definition.WriteTo(writer);
        }

        writer.WriteEndObject();
        writer.WriteString("documentation", "");
        writer.WriteEndObject();
    }

    private void WriteMetadata(Utf8JsonWriter writer)
    {
        var title = char.ToUpperInvariant(service.SigningName[0]) + service.SigningName[1..];
        writer.WriteStartObject("metadata");
        writer.WriteString("apiVersion", service.Version);
        writer.WriteStartArray("auth");
        writer.WriteStringValue("aws.auth#sigv4");
        writer.WriteEndArray();
        writer.WriteString("endpointPrefix", service.SigningName);
        writer.WriteString("jsonVersion", "1.1");
        writer.WriteString("protocol", "json");
        writer.WriteStartArray("protocols");
        writer.WriteStringValue("json");
        writer.WriteEndArray();
        writer.WriteString("serviceFullName", title);
        writer.WriteString("serviceId", title);
        writer.WriteString("signatureVersion", "v4");
        writer.WriteString("signingName", service.SigningName);
        writer.WriteString("targetPrefix", service.TargetPrefix);
        writer.WriteString("uid", $"{service.SigningName}-{service.Version}");
        writer.WriteEndObject();
    }

    private void WriteOperation(Utf8JsonWriter writer, OperationEntry operation)
    {
        writer.WriteStartObject(operation.Name);
        writer.WriteString("name", operation.Name);
        writer.WriteStartObject("http");
        writer.WriteString("method", "POST");
        writer.WriteString("requestUri", "/");
        writer.WriteEndObject();
        WriteShape(writer, "input", shapes.NameOf(operation.Input, $"{operation.Name}Request"));
        WriteShape(writer, "output", shapes.NameOf(operation.Output, $"{operation.Name}Response"));
        writer.WriteString("documentation", "");
        writer.WriteEndObject();
    }

    private static void WriteShape(Utf8JsonWriter writer, string role, string name)
    {
        writer.WriteStartObject(role);
        writer.WriteString("shape", name);
        writer.WriteEndObject();
    }
}
