using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Replication.ReplicationCalls;

namespace Slipway.Tests.Ecr.Replication;

public sealed class PutReplicationConfigurationTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_configuration_comes_back_from_both_operations_and_no_rules_remove_it()
    {
        const string Text = """{"rules":[{"destinations":[{"region":"eu-west-1","registryId":"000000000000"},{"region":"us-east-1","registryId":"111122223333"}],"repositoryFilters":[{"filter":"prod/","filterType":"PREFIX_MATCH"}]},{"destinations":[{"region":"eu-west-2","registryId":"000000000000"}]}]}""";
        var put = (await app.Ecr("PutReplicationConfiguration", $$"""{"replicationConfiguration":{{Text}}}""")).Expect(HttpStatusCode.OK);
        Assert.Equal($$"""{"replicationConfiguration":{{Text}}}""", put.Body);
        Assert.Equal($$"""{"registryId":"000000000000","replicationConfiguration":{{Text}}}""", (await app.Ecr("DescribeRegistry", "{}")).Body);
        await app.Restart();
        Assert.Equal(2, (await app.Ecr("DescribeRegistry", "{}"))["replicationConfiguration.rules"].GetArrayLength());

        (await app.Ecr("PutReplicationConfiguration", """{"replicationConfiguration":{"rules":[]}}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("""{"registryId":"000000000000","replicationConfiguration":{"rules":[]}}""", (await app.Ecr("DescribeRegistry", "{}")).Body);
    }

    [Fact]
    public async Task Each_region_has_a_configuration_of_its_own()
    {
        await app.ReplicateTo([Elsewhere]);
        var other = await app.Ecr("DescribeRegistry", "{}", AwsKey.Admin, Elsewhere);
        Assert.Equal("""{"registryId":"000000000000","replicationConfiguration":{"rules":[]}}""", other.Body);
    }

    [Fact]
    public async Task A_registry_is_not_replicated_to_itself()
    {
        var answer = await app.Ecr("PutReplicationConfiguration", Configuration([Elsewhere, SlipwayApp.Region]));
        Assert.Equal("InvalidParameterException", answer.Error);
        Assert.Equal("Invalid parameter at 'replicationConfiguration' failed to satisfy constraint: 'Replication destination cannot be the same as the source registry'", answer.Message);
        (await app.Ecr("PutReplicationConfiguration", Configuration(["us-east-1/111122223333"]))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Rules_destinations_and_filters_are_bounded()
    {
        string Rules(int count, string destination) => JsonSerializer.Serialize(new
        {
            replicationConfiguration = new { rules = Enumerable.Range(0, count).Select(i => new { destinations = new[] { new { region = string.Format(destination, i), registryId = "000000000000" } } }) },
        });

        (await app.Ecr("PutReplicationConfiguration", Rules(10, "eu-west-{0}"))).Expect(HttpStatusCode.OK);
        await Refused(Rules(11, "eu-west-{0}"));
        (await app.Ecr("PutReplicationConfiguration", Configuration([.. Enumerable.Range(0, 25).Select(i => $"eu-west-{i}")]))).Expect(HttpStatusCode.OK);
        // The same one again is none more.
        (await app.Ecr("PutReplicationConfiguration", Configuration([.. Enumerable.Range(0, 50).Select(i => $"eu-west-{i % 25}")]))).Expect(HttpStatusCode.OK);
        await Refused(Configuration([.. Enumerable.Range(0, 26).Select(i => $"eu-west-{i}")]));
        (await app.Ecr("PutReplicationConfiguration", Configuration([Elsewhere], [.. Enumerable.Range(0, 100).Select(i => $"team{i}/")]))).Expect(HttpStatusCode.OK);
        await Refused(Configuration([Elsewhere], [.. Enumerable.Range(0, 101).Select(i => $"team{i}/")]));
        await Refused(Configuration([Elsewhere], "x"));
        await Refused(Configuration([Elsewhere], "Upper"));
        await Refused(Configuration(["EU_WEST"]));
        await Refused(Configuration(["eu-west-1/12"]));
        await Refused("""{"replicationConfiguration":{"rules":[{"destinations":[],"repositoryFilters":[{"filter":"ab","filterType":"WILDCARD"}]}]}}""");
        await Refused("""{"replicationConfiguration":{}}""");
        await Refused("{}");
        // What was refused changed nothing.
        Assert.Equal(100, (await app.Ecr("DescribeRegistry", "{}"))["replicationConfiguration.rules.0.repositoryFilters"].GetArrayLength());
    }

    private async Task Refused(string request)
    {
        var answer = await app.Ecr("PutReplicationConfiguration", request);
        Assert.True(answer.Error == "InvalidParameterException", answer.Body);
    }
}
