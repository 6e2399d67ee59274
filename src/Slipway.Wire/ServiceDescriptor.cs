using Slipway.Wire.Protocols;
using Slipway.Wire.Shapes;

namespace Slipway.Wire;

/// <summary>What the wire must know of a service: how it is addressed, spoken to, and how it words its refusals.</summary>
public sealed record ServiceDescriptor
{
    /// <summary>The name in a signature's scope and the folder of its model, for example <c>ecr</c>.</summary>
    public required string SigningName { get; init; }

    /// <summary>The prefix of its IAM actions; nearly always the signing name.</summary>
    public string ActionPrefix => SigningName;

    /// <summary>The protocols it answers in; the first is the one its name-and-version routing speaks.</summary>
    public required IReadOnlyList<Protocol> Protocols { get; init; }

    /// <summary>The part of <c>X-Amz-Target</c> before the dot; null for query services.</summary>
    public string? TargetPrefix { get; init; }

    /// <summary>API version, the <c>Version</c> parameter of the query protocols.</summary>
    public required string Version { get; init; }

    /// <summary>The namespace of its XML answers; null for JSON services.</summary>
    public string? XmlNamespace { get; init; }

    /// <summary>Which of the three families of authentication errors it uses (JSON services, IAM and STS, EC2).</summary>
    public required ErrorFamily Errors { get; init; }

    /// <summary>How its JSON members are capitalized; the query protocols have rules of their own.</summary>
    public MemberCasing Casing { get; init; } = MemberCasing.Camel;

    /// <summary>The code of a fault of the server, with status 500.</summary>
    public string FaultCode { get; init; } = "InternalFailure";

    /// <summary>IAM and its like: one region holds everything, and a signature of any region is accepted.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>Words the refusal of a request whose members break their model's constraints; never called with none.</summary>
    public required Func<IReadOnlyList<Violation>, AwsError> Invalid { get; init; }
}
