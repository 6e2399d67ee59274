using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Replication;

namespace Slipway.Adapters.Aws;

/// <summary>Gives a repository of another server the settings of one of this: looks what it has, and changes what differs.</summary>
/// <param name="call">An operation of ECR, with its request.</param>
internal sealed class RemoteSettings(string account, RepositoryName name, Func<string, JsonObject, ValueTask<JsonElement>> call)
{
    private readonly string repository = name.ToString();

    /// <returns>false when there is no such repository.</returns>
    /// <exception cref="AwsRefusal">What came before has been changed; the policy of access comes last, since it may name somebody who is not there.</exception>
    public async ValueTask<bool> ApplyAsync(RepositorySettings settings)
    {
        if (await FindAsync("DescribeRepositories", new() { ["registryId"] = account, ["repositoryNames"] = new JsonArray(JsonValue.Create(repository)) }, "RepositoryNotFoundException") is not { } answer)
            return false;
        var there = answer.GetProperty("repositories")[0];
        if (settings.Wants(ReplicatedSetting.TagMutability)) await MutabilityAsync(there, settings.TagRules);
        if (settings.Wants(ReplicatedSetting.ScanOnPush)) await ScanningAsync(there, settings.ScanOnPush);
        if (settings.Wants(ReplicatedSetting.ResourceTags)) await TagsAsync(there.GetProperty("repositoryArn").GetString()!, settings.Tags);
        if (settings.Wants(ReplicatedSetting.LifecyclePolicy)) await PolicyAsync("LifecyclePolicy", "Put", "lifecyclePolicyText", settings.LifecyclePolicy);
        if (settings.Wants(ReplicatedSetting.RepositoryPolicy)) await PolicyAsync("RepositoryPolicy", "Set", "policyText", settings.PolicyText);
        return true;
    }

    private async ValueTask MutabilityAsync(JsonElement there, TagRules wanted)
    {
        var mutability = wanted.Mutability switch
        {
            TagMutability.Mutable => "MUTABLE",
            TagMutability.Immutable => "IMMUTABLE",
            TagMutability.ImmutableWithExclusion => "IMMUTABLE_WITH_EXCLUSION",
            _ => "MUTABLE_WITH_EXCLUSION",
        };
        var exclusions = there.TryGetProperty("imageTagMutabilityExclusionFilters", out var filters)
            ? filters.EnumerateArray().Select(filter => filter.GetProperty("filter").GetString()!).ToHashSet()
            : [];
        if (there.GetProperty("imageTagMutability").GetString() == mutability && exclusions.SetEquals(wanted.Exclusions)) return;
        var request = Request();
        request["imageTagMutability"] = mutability;
        if (wanted.Exclusions.Count > 0)
            request["imageTagMutabilityExclusionFilters"] = new JsonArray([.. wanted.Exclusions.Select(filter => new JsonObject { ["filterType"] = "WILDCARD", ["filter"] = filter })]);
        await call("PutImageTagMutability", request);
    }

    private async ValueTask ScanningAsync(JsonElement there, bool wanted)
    {
        if (there.TryGetProperty("imageScanningConfiguration", out var scanning) && scanning.GetProperty("scanOnPush").GetBoolean() == wanted) return;
        var request = Request();
        request["imageScanningConfiguration"] = new JsonObject { ["scanOnPush"] = wanted };
        await call("PutImageScanningConfiguration", request);
    }

    private async ValueTask TagsAsync(string arn, TagSet wanted)
    {
        var answer = await call("ListTagsForResource", new() { ["resourceArn"] = arn });
        // Those of AWS are nobody's to change.
        var there = answer.GetProperty("tags").EnumerateArray()
            .Where(tag => !tag.GetProperty("Key").GetString()!.StartsWith("aws:", StringComparison.Ordinal))
            .ToDictionary(tag => tag.GetProperty("Key").GetString()!, tag => tag.GetProperty("Value").GetString()!);
        var surplus = there.Keys.Except(wanted.Select(tag => tag.Key)).ToList();
        var missing = wanted.Where(tag => there.GetValueOrDefault(tag.Key) != tag.Value).ToList();
        // First what goes, since there may be only so many.
        if (surplus.Count > 0) await call("UntagResource", new() { ["resourceArn"] = arn, ["tagKeys"] = new JsonArray([.. surplus.Select(key => JsonValue.Create(key))]) });
        if (missing.Count > 0)
            await call("TagResource", new() { ["resourceArn"] = arn, ["tags"] = new JsonArray([.. missing.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]) });
    }

    private async ValueTask PolicyAsync(string noun, string verb, string member, string? wanted)
    {
        var there = (await FindAsync($"Get{noun}", Request(), $"{noun}NotFoundException"))?.GetProperty(member).GetString();
        if (there == wanted || (there is not null && wanted is not null && IsSame(there, wanted))) return;
        var request = Request();
        if (wanted is not null) request[member] = wanted;
        // A mirror obeys its source, also when it shuts out the key that is used here.
        if (wanted is not null && verb == "Set") request["force"] = true;
        await call(wanted is null ? $"Delete{noun}" : $"{verb}{noun}", request);
    }

    private async ValueTask<JsonElement?> FindAsync(string operation, JsonObject request, string absent)
    {
        try
        {
            return await call(operation, request);
        }
        catch (AwsRefusal refusal) when (refusal.Code == absent)
        {
            return null;
        }
    }

    private JsonObject Request() => new() { ["registryId"] = account, ["repositoryName"] = repository };

    private static bool IsSame(string one, string other)
    {
        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
