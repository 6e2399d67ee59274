using System.Reflection;
using System.Text.Json;
using Slipway.Tests.Support;
using Slipway.Wire;

namespace Slipway.Tests.Permissions;

/// <summary>
/// Every operation of every service, from the operation table: a user without policies is refused, a user with its action
/// on another resource is refused, a user who lacks one of its further demands is refused, and a user with exactly its
/// action on exactly its resource is served. An operation without a sample fails.
/// </summary>
public sealed class EveryOperationIsDecided(EveryOperationIsDecided.Server server) : IClassFixture<EveryOperationIsDecided.Server>
{
    private const string Tester = "arn:aws:iam::000000000000:user/tester";

    /// <summary>By operation; where one has several, such as a create with and without tags, the others are numbered.</summary>
    private static readonly Dictionary<string, OperationSample> Samples = typeof(OperationSample).Assembly.GetTypes()
        .Where(type => type.Namespace == "Slipway.Tests.Permissions.Samples")
        .Select(type => type.GetProperty("All", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
        .OfType<IEnumerable<OperationSample>>()
        .SelectMany(samples => samples)
        .GroupBy(sample => $"{sample.Service}:{sample.Operation}")
        .SelectMany(group => group.Select((sample, number) => (Name: number == 0 ? group.Key : $"{group.Key}-{number + 1}", sample)))
        .ToDictionary(named => named.Name, named => named.sample);

    public static TheoryData<string> Operations => [.. Table.Union(Samples.Keys)];

    private static IEnumerable<string> Table => OperationTable.All.Select(operation => operation.Service.SigningName + ":" + operation.Name);

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_is_served_with_its_permission_alone(string operation)
    {
        Assert.True(Samples.TryGetValue(operation, out var sample), $"{operation} has no sample in tests/Slipway.Tests/Permissions/Samples");
        var name = operation.Replace(':', '-').ToLowerInvariant();
        if (sample.Given is not null) await sample.Given(server.App, name);
        await server.StartAsync();
        var made = sample.Made is null ? "" : await sample.Made(server.App, name);
        var call = new Call(server, sample, name, made);
        if (sample.NeedsNoPermission)
        {
            await server.AllowAsync("""{"Effect":"Deny","Action":"*","Resource":"*"}""");
            await call.IsServedAsync();
            return;
        }

        var own = (Action: sample.Action ?? $"{sample.Service}:{sample.Operation}", Resource: call.Fill(sample.Resource));
        (string Action, string Resource)[] also = [.. sample.Also.Select(demand => (demand.Action, call.Fill(demand.Resource)))];

        await server.AllowAsync("""{"Effect":"Allow","Action":"nothing:Nothing","Resource":"*"}""");
        await call.IsRefusedAsync(own);
        await server.AllowAsync([Allow((own.Action, Other(own.Resource))), .. also.Select(Allow)]);
        await call.IsRefusedAsync(own);
        foreach (var lacking in also)
        {
            await server.AllowAsync([Allow(own), .. also.Where(demand => demand != lacking).Select(Allow)]);
            await call.IsRefusedAsync(lacking);
        }

        await server.AllowAsync([Allow(own), .. also.Select(Allow)]);
        await call.IsServedAsync();
    }

    [Fact]
    public void No_sample_is_left_of_an_operation_that_is_gone() =>
        Assert.Empty(Samples.Values.Select(sample => $"{sample.Service}:{sample.Operation}").Except(Table));

    private static string Allow((string Action, string Resource) demand) =>
        $$"""{"Effect":"Allow","Action":"{{demand.Action}}","Resource":{{JsonSerializer.Serialize(demand.Resource)}}}""";

    // What cannot be scoped is not allowed by a statement about some resource.
    private static string Other(string resource) => resource == "*" ? "arn:aws:ecr:us-east-1:000000000000:repository/other" : resource + "-other";

    /// <summary>One call of a sample, as the tester.</summary>
    private sealed record Call(Server Server, OperationSample Sample, string Name, string Made)
    {
        private OperationEntry Operation => OperationTable.All.Single(entry => entry.Service.SigningName == Sample.Service && entry.Name == Sample.Operation);

        private bool IsQuery => Operation.Service.TargetPrefix is null;

        public string Fill(string text) => text.Replace("@", Name, StringComparison.Ordinal).Replace("~", Made, StringComparison.Ordinal);

        public async Task IsServedAsync()
        {
            var answer = await SendAsync();
            if (Sample.Answers is { } code) Assert.Equal(code, answer.Error);
            else Assert.True(answer.Status == 200, $"{answer.Status} {answer.Body}");
        }

        public async Task IsRefusedAsync((string Action, string Resource) demand)
        {
            var answer = await SendAsync();
            Assert.True(answer.Error is "AccessDenied" or "AccessDeniedException", $"{answer.Status} {answer.Body}");
            Assert.Equal(IsQuery ? 403 : 400, answer.Status);
            Assert.StartsWith($"User: {Tester} is not authorized to perform: {demand.Action} on resource: {demand.Resource}", answer.Message, StringComparison.Ordinal);
        }

        private Task<AwsAnswer> SendAsync() => IsQuery
            ? Server.App.Query(Sample.Service, Operation.Service.Version, Sample.Operation, Fill(Sample.Request).Split('&', StringSplitOptions.RemoveEmptyEntries), Server.Key, SlipwayApp.Region)
            : Server.App.Json(Sample.Service, $"{Operation.Service.TargetPrefix}.{Sample.Operation}", Fill(Sample.Request), Server.Key, SlipwayApp.Region);
    }

    /// <summary>One server for all operations, and a user whose one policy is replaced for each call.</summary>
    public sealed class Server : IAsyncDisposable
    {
        internal SlipwayApp App { get; } = new();

        internal AwsKey? Key { get; private set; }

        public ValueTask DisposeAsync() => App.DisposeAsync();

        internal async Task StartAsync()
        {
            if (Key is not null) return;
            (await App.Iam("CreateUser", "UserName=tester")).Expect(System.Net.HttpStatusCode.OK);
            var key = (await App.Iam("CreateAccessKey", "UserName=tester")).Expect(System.Net.HttpStatusCode.OK);
            Key = new(key.Find("AccessKeyId")!, key.Find("SecretAccessKey")!, null);
        }

        internal async Task AllowAsync(params string[] statements)
        {
            var policy = $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";
            (await App.Iam("PutUserPolicy", "UserName=tester", "PolicyName=only", AwsCalls.Form("PolicyDocument", policy))).Expect(System.Net.HttpStatusCode.OK);
        }
    }
}
