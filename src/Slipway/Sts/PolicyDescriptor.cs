using Slipway.Wire.Shapes;

namespace Slipway.Sts;

/// <summary>A managed policy that is passed for a session (API_PolicyDescriptorType).</summary>
internal sealed record PolicyDescriptor([Wire("arn"), Length(20, 2048), Pattern(StsApi.ArnPattern)] string? Arn);
