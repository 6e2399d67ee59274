using Slipway.Wire;

namespace Slipway.Events;

/// <summary>Which event bus. Each account has one named <c>default</c> in each region, without having made it.</summary>
internal sealed record BusKey(string Account, string Region, string Name)
{
    public const string Default = "default";

    private const string Prefix = "event-bus/";

    public bool IsDefault => Name == Default;

    public string Arn => $"arn:aws:events:{Region}:{Account}:{Prefix}{Name}";

    /// <returns>null for what is no ARN of a bus.</returns>
    public static BusKey? OfArn(Arn arn) =>
        arn is { Partition: "aws", Service: "events", Account.Length: 12 } && arn.Resource.StartsWith(Prefix, StringComparison.Ordinal) && arn.Resource.Length > Prefix.Length
            ? new(arn.Account, arn.Region, arn.Resource[Prefix.Length..])
            : null;

    /// <summary>Rules of the default bus have no bus in their ARN.</summary>
    public string RuleArn(EntityName rule) => $"arn:aws:events:{Region}:{Account}:rule/{(IsDefault ? "" : Name + "/")}{rule}";

    /// <returns>null for what is no ARN of a rule.</returns>
    public static (BusKey Bus, EntityName Rule)? RuleOfArn(Arn arn)
    {
        if (arn is not { Partition: "aws", Service: "events", Account.Length: 12 } || arn.Resource.Split('/') is not ["rule", .. var steps]) return null;
        return steps switch
        {
            [var rule] when EntityName.TryParse(rule, out var name) => (new(arn.Account, arn.Region, Default), name),
            [var bus, var rule] when EntityName.TryParse(rule, out var name) => (new(arn.Account, arn.Region, bus), name),
            _ => null,
        };
    }
}
