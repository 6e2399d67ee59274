using Slipway.Events.Buses;
using Slipway.Events.Rules;
using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Events.Tags;

/// <summary>What has tags: rules, and the event buses that were made.</summary>
internal sealed class TaggedResource(IRuleStore rules, IEventBusStore buses)
{
    /// <exception cref="AwsError">No rule or bus of the caller's region is called so.</exception>
    public async ValueTask<TagSet> ChangeAsync(string text, Caller caller, Func<TagSet, TagSet> change, CancellationToken ct) =>
        await ChangeAsync(Read(text, caller), change, ct) ?? throw NotFound(text);

    public async ValueTask<TagSet> FindAsync(string text, Caller caller, CancellationToken ct) =>
        await FindAsync(Read(text, caller), ct) ?? throw NotFound(text);

    /// <returns>null when there is no such resource.</returns>
    public async ValueTask<TagSet?> FindAsync(Arn arn, CancellationToken ct)
    {
        if (BusKey.RuleOfArn(arn) is var (bus, rule)) return (await rules.FindAsync(bus, rule, ct))?.Tags;
        return BusKey.OfArn(arn) is { } key ? (await buses.FindAsync(key, ct))?.Tags ?? (key.IsDefault ? TagSet.Empty : null) : null;
    }

    private async ValueTask<TagSet?> ChangeAsync(Arn arn, Func<TagSet, TagSet> change, CancellationToken ct)
    {
        if (BusKey.RuleOfArn(arn) is var (bus, rule)) return await rules.ChangeTagsAsync(bus, rule, change, ct);
        if (BusKey.OfArn(arn) is not { } key) return null;
        // Departs: a default event bus has no tags; AWS takes some for it.
        if (key.IsDefault) throw EventsErrors.NotSupported("ResourceARN", "keeps no tags of the default event bus");
        return await buses.ChangeTagsAsync(key, change, ct);
    }

    private static Arn Read(string text, Caller caller) =>
        Arn.TryParse(text, out var arn) && arn.Region == caller.Region ? arn : throw EventsErrors.InvalidParameter("ResourceARN", "Provided Arn is not in correct format.");

    private static AwsError NotFound(string text) => EventsErrors.NotFound($"{text} does not exist.");
}
