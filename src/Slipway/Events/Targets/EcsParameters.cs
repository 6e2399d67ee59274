using Slipway.Wire.Shapes;

namespace Slipway.Events.Targets;

/// <summary>How to run a task (API_EcsParameters); refused until there is a service that runs tasks.</summary>
internal sealed record EcsParameters(
    [Length(1, 1600)] string TaskDefinitionArn,
    [Bounds(1, long.MaxValue)] int? TaskCount,
    EcsLaunchType? LaunchType,
    NetworkConfiguration? NetworkConfiguration,
    string? PlatformVersion,
    string? Group,
    [Items(0, 6)] IReadOnlyList<CapacityProviderStrategyItem>? CapacityProviderStrategy,
    [Wire("EnableECSManagedTags")] bool? EnableEcsManagedTags,
    bool? EnableExecuteCommand,
    [Items(0, 10)] IReadOnlyList<PlacementConstraint>? PlacementConstraints,
    [Items(0, 5)] IReadOnlyList<PlacementStrategy>? PlacementStrategy,
    PropagateTags? PropagateTags,
    [Length(0, 1024)] string? ReferenceId,
    IReadOnlyList<TagShape>? Tags);

internal enum EcsLaunchType
{
    Ec2,
    Fargate,
    External,
}

internal sealed record NetworkConfiguration([Wire("awsvpcConfiguration")] AwsVpcConfiguration? AwsvpcConfiguration);

internal sealed record AwsVpcConfiguration(IReadOnlyList<string> Subnets, IReadOnlyList<string>? SecurityGroups, AssignPublicIp? AssignPublicIp);

internal enum AssignPublicIp
{
    Enabled,
    Disabled,
}

internal sealed record CapacityProviderStrategyItem(
    [Wire("capacityProvider")] [Length(1, 255)] string CapacityProvider, [Wire("weight")] [Bounds(0, 1000)] int? Weight, [Wire("base")] [Bounds(0, 100000)] int? Base);

internal sealed record PlacementConstraint([Wire("type")] PlacementConstraintType? Type, [Wire("expression")] [Length(0, 2000)] string? Expression);

internal enum PlacementConstraintType
{
    [Wire("distinctInstance")] DistinctInstance,
    [Wire("memberOf")] MemberOf,
}

internal sealed record PlacementStrategy([Wire("type")] PlacementStrategyType? Type, [Wire("field")] [Length(0, 255)] string? Field);

internal enum PlacementStrategyType
{
    [Wire("random")] Random,
    [Wire("spread")] Spread,
    [Wire("binpack")] Binpack,
}

internal enum PropagateTags
{
    TaskDefinition,
}
