using Slipway.Wire.Shapes;

namespace Slipway.Events;

/// <summary>A queue of SQS, which this server does not have: asked for, it is refused (API_DeadLetterConfig).</summary>
internal sealed record DeadLetterConfig([Length(1, 1600)] string? Arn);
