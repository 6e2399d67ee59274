using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Targets;

/// <summary>A target (API_Target).</summary>
internal sealed record TargetShape(
    EntityName Id,
    [Length(1, 1600)] string Arn,
    [Length(1, 1600)] string? RoleArn,
    [Length(0, 8192)] string? Input,
    [Length(0, 256)] string? InputPath,
    InputTransformer? InputTransformer,
    KinesisParameters? KinesisParameters,
    RunCommandParameters? RunCommandParameters,
    EcsParameters? EcsParameters,
    BatchParameters? BatchParameters,
    SqsParameters? SqsParameters,
    HttpParameters? HttpParameters,
    RedshiftDataParameters? RedshiftDataParameters,
    SageMakerPipelineParameters? SageMakerPipelineParameters,
    DeadLetterConfig? DeadLetterConfig,
    RetryPolicy? RetryPolicy,
    AppSyncParameters? AppSyncParameters)
{
    public Target ToTarget() => new(
        Id.ToString(), Arn, RoleArn, Input, InputPath,
        InputTransformer is { } transformer ? new(transformer.InputPathsMap ?? new Dictionary<string, string>(), transformer.InputTemplate) : null,
        HttpParameters?.ToValues(), RetryPolicy?.MaximumRetryAttempts, RetryPolicy?.MaximumEventAgeInSeconds);

    public static TargetShape Of(Target target) => new(
        EntityName.Parse(target.Id), target.Arn, target.RoleArn, target.Input, target.InputPath,
        target.Transformer is { } transformer ? new(transformer.Paths.Count == 0 ? null : transformer.Paths, transformer.Template) : null,
        null, null, null, null, null,
        HttpParameters.Of(target.Http),
        null, null, null,
        target is { MaximumRetryAttempts: null, MaximumEventAgeInSeconds: null } ? null : new(target.MaximumRetryAttempts, target.MaximumEventAgeInSeconds),
        null);

    /// <summary>What it asks for that no target of this server has.</summary>
    /// <returns>null when it asks for nothing of the kind.</returns>
    public string? Unsupported() =>
        KinesisParameters is not null ? nameof(KinesisParameters)
        : RunCommandParameters is not null ? nameof(RunCommandParameters)
        : EcsParameters is not null ? nameof(EcsParameters)
        : BatchParameters is not null ? nameof(BatchParameters)
        : SqsParameters is not null ? nameof(SqsParameters)
        : RedshiftDataParameters is not null ? nameof(RedshiftDataParameters)
        : SageMakerPipelineParameters is not null ? nameof(SageMakerPipelineParameters)
        : AppSyncParameters is not null ? nameof(AppSyncParameters)
        : DeadLetterConfig?.Arn is not null ? nameof(DeadLetterConfig)
        : null;
}

internal sealed record InputTransformer([Items(0, 100)] [Length(0, 256)] IReadOnlyDictionary<string, string>? InputPathsMap, [Length(1, 8192)] string InputTemplate);

internal sealed record RetryPolicy([Bounds(0, 185)] int? MaximumRetryAttempts, [Bounds(60, 86400)] int? MaximumEventAgeInSeconds);

internal sealed record HttpParameters(
    [Pattern(@"^(?!\s*$).+")] IReadOnlyList<string>? PathParameterValues,
    [Length(0, 512)] [Pattern(HttpHeaders.ValuePattern)] IReadOnlyDictionary<string, string>? HeaderParameters,
    [Length(0, 512)] [Pattern(HttpHeaders.QueryValuePattern)] IReadOnlyDictionary<string, string>? QueryStringParameters)
{
    /// <exception cref="AwsError">A header that is not for users to set.</exception>
    public HttpValues ToValues()
    {
        foreach (var name in HeaderParameters?.Keys ?? []) HttpHeaders.Check(name);
        return new(PathParameterValues ?? [], HeaderParameters ?? new Dictionary<string, string>(), QueryStringParameters ?? new Dictionary<string, string>());
    }

    public static HttpParameters? Of(HttpValues? values) => values is null
        ? null
        : new(values.Path.Count == 0 ? null : values.Path, values.Headers.Count == 0 ? null : values.Headers, values.Query.Count == 0 ? null : values.Query);
}
