using Slipway.Wire.Shapes;

namespace Slipway.Events.Targets;

// Of targets of services that this server does not have; a target that comes with them is refused.
internal sealed record KinesisParameters([Length(0, 256)] string PartitionKeyPath);

internal sealed record RunCommandParameters([Items(1, 5)] IReadOnlyList<RunCommandTarget> RunCommandTargets);

internal sealed record RunCommandTarget(
    [Length(1, 128)] [Pattern(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$")] string Key, [Items(1, 50)] [Length(1, 256)] IReadOnlyList<string> Values);

internal sealed record BatchParameters(string JobDefinition, string JobName, BatchArrayProperties? ArrayProperties, BatchRetryStrategy? RetryStrategy);

internal sealed record BatchArrayProperties(int? Size);

internal sealed record BatchRetryStrategy(int? Attempts);

internal sealed record SqsParameters([Length(0, 100)] string? MessageGroupId);

internal sealed record RedshiftDataParameters(
    [Length(1, 1600)] [Pattern(@"(^arn:aws([a-z]|\-)*:secretsmanager:[a-z0-9-.]+:.*)|(\$(\.[\w_-]+(\[(\d+|\*)\])*)*)")] string? SecretManagerArn,
    [Length(1, 64)] string Database,
    [Length(1, 128)] string? DbUser,
    [Length(1, 100000)] string? Sql,
    [Length(1, 500)] string? StatementName,
    bool? WithEvent,
    [Items(0, 40)] [Length(1, 100000)] IReadOnlyList<string>? Sqls);

internal sealed record SageMakerPipelineParameters([Items(0, 200)] IReadOnlyList<SageMakerPipelineParameter>? PipelineParameterList);

internal sealed record SageMakerPipelineParameter([Length(1, 256)] [Pattern("^[a-zA-Z0-9](-*[a-zA-Z0-9])*$")] string Name, [Length(0, 1024)] string Value);

internal sealed record AppSyncParameters([Wire("GraphQLOperation")] [Length(1, 1048576)] string? GraphQLOperation);
