using Slipway.Wire.Protocols;

namespace Slipway.Wire.Tests.Shapes;

/// <summary>A service that speaks both JSON protocols.</summary>
internal sealed class JsonApi : IAwsService
{
    public static ServiceDescriptor Descriptor { get; } = new()
    {
        SigningName = "shapes",
        Protocols = [Protocol.AwsJson11, Protocol.AwsJson10],
        TargetPrefix = "Shapes_V1",
        Version = "2026-01-01",
        Errors = ErrorFamily.Json,
        Invalid = TestApis.Invalid,
    };
}

/// <summary>A service that speaks query.</summary>
internal sealed class QueryApi : IAwsService
{
    public static ServiceDescriptor Descriptor { get; } = new()
    {
        SigningName = "forms",
        Protocols = [Protocol.AwsQuery],
        Version = "2026-01-02",
        XmlNamespace = "https://forms.example/doc/2026-01-02/",
        Errors = ErrorFamily.Query,
        Invalid = TestApis.Invalid,
    };
}

/// <summary>A service that speaks EC2's dialect.</summary>
internal sealed class Ec2Api : IAwsService
{
    public static ServiceDescriptor Descriptor { get; } = new()
    {
        SigningName = "ec2forms",
        Protocols = [Protocol.Ec2Query],
        Version = "2026-01-03",
        XmlNamespace = "http://ec2forms.example/doc/2026-01-03/",
        Errors = ErrorFamily.Ec2,
        Invalid = TestApis.Invalid,
    };
}

internal static class TestApis
{
    public static AwsError Invalid(IReadOnlyList<Slipway.Wire.Shapes.Violation> violations) => new(
        "ValidationError",
        string.Join("; ", violations.Select(violation => $"Value '{violation.Value}' at '{violation.Member}' failed to satisfy constraint: {violation.Constraint}")));
}
