using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Replication;

/// <summary>What the tests of replication do again and again.</summary>
internal static class ReplicationCalls
{
    public const string Elsewhere = "eu-west-1";

    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(20);

    /// <summary>One rule: these destinations (<c>region</c> or <c>region/account</c>) for the repositories of these prefixes.</summary>
    public static async Task ReplicateTo(this SlipwayApp app, string[] destinations, params string[] prefixes)
    {
        // Earlier pushes that are not followed yet would go by themselves.
        await app.Followed("replication");
        (await app.Ecr("PutReplicationConfiguration", Configuration(destinations, prefixes))).Expect(HttpStatusCode.OK);
    }

    public static string Configuration(string[] destinations, params string[] prefixes)
    {
        var to = destinations.Select(destination => destination.Split('/')).Select(parts => new { region = parts[0], registryId = parts.Length > 1 ? parts[1] : SlipwayApp.Account });
        object rule = prefixes.Length == 0
            ? new { destinations = to }
            : new { destinations = to, repositoryFilters = prefixes.Select(prefix => new { filter = prefix, filterType = "PREFIX_MATCH" }) };
        return JsonSerializer.Serialize(new { replicationConfiguration = new { rules = new[] { rule } } });
    }

    /// <summary>Status, and failure code if any, at each destination, such as <c>eu-west-1 COMPLETE</c>.</summary>
    public static async Task<string[]> Statuses(this SlipwayApp app, string repository, string tagOrDigest)
    {
        var answer = (await app.Ecr("DescribeImageReplicationStatus", $$"""{"repositoryName":"{{repository}}","imageId":{{Id(tagOrDigest)}} }""")).Expect(HttpStatusCode.OK);
        return [.. answer["replicationStatuses"].EnumerateArray().Select(status =>
            $"{status.GetProperty("region").GetString()} {status.GetProperty("status").GetString()}{(status.TryGetProperty("failureCode", out var code) ? " " + code.GetString() : "")}")];
    }

    public static Task Settled(this SlipwayApp app, string repository, string tagOrDigest, params string[] statuses) =>
        Eventually(async () => (await app.Statuses(repository, tagOrDigest)).Order(), found => found.SequenceEqual(statuses.Order()));

    /// <summary>The digests of a registry's repository with their tags, such as <c>sha256:… [a, b]</c>; none when it is not there.</summary>
    public static async Task<string[]> Images(this SlipwayApp app, string repository, string region)
    {
        var answer = await app.Ecr("DescribeImages", $$"""{"repositoryName":"{{repository}}"}""", AwsKey.Admin, region);
        if (answer.Error == "RepositoryNotFoundException") return [];
        return [.. answer.Expect(HttpStatusCode.OK)["imageDetails"].EnumerateArray().Select(image =>
            $"{image.GetProperty("imageDigest").GetString()} [{(image.TryGetProperty("imageTags", out var tags) ? string.Join(", ", tags.EnumerateArray().Select(tag => tag.GetString())) : "")}]").Order(StringComparer.Ordinal)];
    }

    public static async Task<T> Eventually<T>(Func<Task<T>> look, Func<T, bool> isRight)
    {
        using var limit = new CancellationTokenSource(LongEnough);
        while (true)
        {
            var found = await look();
            if (isRight(found)) return found;
            if (limit.IsCancellationRequested) Assert.Fail($"It never came to that; at last it was {JsonSerializer.Serialize(found)}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static string Id(string tagOrDigest) => tagOrDigest.Contains(':', StringComparison.Ordinal) ? $$"""{"imageDigest":"{{tagOrDigest}}"}""" : $$"""{"imageTag":"{{tagOrDigest}}"}""";
}
