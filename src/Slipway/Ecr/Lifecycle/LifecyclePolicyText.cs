using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Slipway.Registry;
using Slipway.Registry.Lifecycle;

namespace Slipway.Ecr.Lifecycle;

/// <summary>
/// Reads the text of a lifecycle policy. It must have the form that <see cref="LifecyclePolicySchema"/> tells, every
/// violation named at once, and its rules must go together, where the first that does not is named.
/// </summary>
internal static class LifecyclePolicyText
{
    private const string Unreadable = "Could not map policyString into LifecyclePolicy.";

    private const int MostWildcards = 4, ShortestArchiving = 90;

    /// <summary>For a text that comes from a caller.</summary>
    /// <exception cref="Wire.AwsError">InvalidParameterException that says what is wrong with it.</exception>
    public static LifecyclePolicy Require(string text) => TryParse(text, out var policy, out var fault) ? policy : throw LifecycleErrors.InvalidPolicy(fault);

    /// <param name="fault">One line for each violation.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out LifecyclePolicy? policy, [NotNullWhen(false)] out string? fault)
    {
        (policy, fault) = Parse(text);
        if (policy is not null) return true;
        fault ??= Unreadable;
        return false;
    }

    private static (LifecyclePolicy? Policy, string? Fault) Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind is not JsonValueKind.Object) return (null, Unreadable);
            var violations = LifecyclePolicySchema.Violations(document.RootElement);
            if (violations.Count > 0) return (null, string.Join('\n', violations));
            var policy = Read(document.RootElement);
            var fault = policy is null ? Unreadable : FaultOf(policy, document.RootElement);
            return (fault is null ? policy : null, fault);
        }
        // The latter is a surrogate without its half, which JSON can write and no text can hold.
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return (null, Unreadable);
        }
    }

    /// <returns>null where a number is too large.</returns>
    private static LifecyclePolicy? Read(JsonElement policy)
    {
        List<LifecycleRule> rules = [];
        foreach (var rule in policy.GetProperty("rules").EnumerateArray())
        {
            var selection = rule.GetProperty("selection");
            if (!LifecyclePolicySchema.TryGetWhole(rule.GetProperty("rulePriority"), out var priority)
                || !LifecyclePolicySchema.TryGetWhole(selection.GetProperty("countNumber"), out var number))
                return null;
            rules.Add(new(
                priority,
                rule.TryGetProperty("description", out var description) ? description.GetString() : null,
                new(
                    Enum.Parse<TagStatus>(selection.GetProperty("tagStatus").GetString()!, ignoreCase: true),
                    PatternsOf(selection),
                    selection.TryGetProperty("storageClass", out var stored) && stored.GetString() == "archive" ? StorageClass.Archive : StorageClass.Standard,
                    CountOf(selection),
                    number),
                rule.GetProperty("action").GetProperty("type").GetString() == "transition" ? LifecycleAction.Transition : LifecycleAction.Expire));
        }

        return new([.. rules.OrderBy(rule => rule.Priority)]);
    }

    private static List<TagPattern> PatternsOf(JsonElement selection) =>
        selection.TryGetProperty("tagPatternList", out var patterns) ? Texts(patterns).ConvertAll(text => new TagPattern(text, IsPrefix: false))
        : selection.TryGetProperty("tagPrefixList", out var prefixes) ? Texts(prefixes).ConvertAll(text => new TagPattern(text, IsPrefix: true))
        : [];

    private static List<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    private static LifecycleCount CountOf(JsonElement selection) => selection.GetProperty("countType").GetString() switch
    {
        "imageCountMoreThan" => LifecycleCount.ImageCountMoreThan,
        "sinceImagePushed" => LifecycleCount.SinceImagePushed,
        "sinceImageTransitioned" => LifecycleCount.SinceImageTransitioned,
        _ => LifecycleCount.SinceImagePulled,
    };

    /// <summary>What no schema can say.</summary>
    private static string? FaultOf(LifecyclePolicy policy, JsonElement document)
    {
        foreach (var rule in document.GetProperty("rules").EnumerateArray())
        {
            var selection = rule.GetProperty("selection");
            if (FaultOfTags(selection) is { } tags) return tags;
        }

        foreach (var (rule, own) in policy.Rules.Select(rule => (rule, LifecyclePolicySchema.IsOwn(document, rule.Priority))))
        {
            if (FaultOfCount(rule, own) is { } count) return count;
        }

        if (policy.Rules.DistinctBy(rule => rule.Priority).Count() < policy.Rules.Count) return "Rule priorities must be unique.";
        foreach (var rules in policy.Rules.GroupBy(rule => rule.Selection.StorageClass))
        {
            if (FaultOfClass([.. rules]) is { } fault) return fault;
        }

        return null;
    }

    private static string? FaultOfTags(JsonElement selection)
    {
        var (patterns, prefixes) = (selection.TryGetProperty("tagPatternList", out var list), selection.TryGetProperty("tagPrefixList", out _));
        if (selection.GetProperty("tagStatus").GetString() != "tagged")
            return patterns || prefixes ? "tagPrefixList and tagPatternList can only be specified when tagStatus=TAGGED." : null;
        return patterns && prefixes ? "Must specify only one of tagPrefixList and tagPatternList."
            : !patterns && !prefixes ? "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED."
            : patterns && Texts(list).FirstOrDefault(pattern => pattern.Count('*') > MostWildcards) is { } wild
                ? $"tagPatternList can contain at most {MostWildcards} wildcards (*) per string: {wild}"
            : null;
    }

    private static string? FaultOfCount(LifecycleRule rule, bool own)
    {
        var (selection, expires) = (rule.Selection, rule.Action is LifecycleAction.Expire);
        return selection.CountType switch
        {
            LifecycleCount.SinceImageTransitioned when selection.StorageClass is not StorageClass.Archive =>
                "countType=sinceImageTransitioned can only be specified when storageClass=ARCHIVE.",
            LifecycleCount.SinceImageTransitioned when !expires => "countType=sinceImageTransitioned can only be specified when action type=EXPIRE.",
            LifecycleCount.SinceImageTransitioned when selection.CountNumber < ShortestArchiving =>
                $"countNumber must be at least {ShortestArchiving} when countType=sinceImageTransitioned.",
            not LifecycleCount.SinceImageTransitioned when selection.StorageClass is StorageClass.Archive =>
                "Only countType=sinceImageTransitioned can be specified when storageClass=ARCHIVE.",
            LifecycleCount.SinceImagePulled when expires && !own => "countType=sinceImagePulled can only be specified when action type=TRANSITION.",
            LifecycleCount.SinceImagePulled when !expires && own => $"countType={LifecyclePolicySchema.PulledForExpiry} can only be specified when action type=EXPIRE.",
            _ => null,
        };
    }

    /// <param name="rules">Of one storage class, in their order.</param>
    private static string? FaultOfClass(List<LifecycleRule> rules)
    {
        if (rules.SkipLast(1).Any(rule => rule.Selection.TagStatus is TagStatus.Any)) return "Rule for tagStatus=ANY must have the lowest priority per storage class.";
        if (rules.Count(rule => rule.Selection.TagStatus is TagStatus.Untagged) > 1) return "Only one rule can select Untagged images per storage class.";
        var tagged = rules.Where(rule => rule.Selection.TagStatus is TagStatus.Tagged)
            .Select(rule => string.Join('\n', rule.Selection.Patterns.Select(pattern => pattern.ToString()).Distinct().Order(StringComparer.Ordinal))).ToList();
        return tagged.Distinct().Count() < tagged.Count ? "Rules must not repeat a tagPrefixList or tagPatternList per storage class." : null;
    }
}
