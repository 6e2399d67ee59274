using System.Text;
using System.Text.Json;
using Slipway.Tests.Support;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Tests.Ecr;

/// <summary>What holds for every operation of ECR alike, also for those that are yet to come.</summary>
public sealed class EveryOperationTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public static TheoryData<string> Names => [.. Operations.Select(operation => operation.Name)];

    private static IEnumerable<OperationEntry> Operations => OperationTable.All.Where(operation => operation.Service.SigningName == "ecr");

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Who_has_no_policy_is_refused(string name)
    {
        var key = await app.GivenUser("nobody", isAdministrator: false);
        var answer = await app.Ecr(name, Valid(name), key, SlipwayApp.Region);
        Assert.Equal((400, "AccessDeniedException"), (answer.Status, answer.Error));
        var action = ActionOf(name);
        Assert.StartsWith($"User: arn:aws:iam::000000000000:user/nobody is not authorized to perform: {action} on resource: ", answer.Message, StringComparison.Ordinal);
        Assert.EndsWith($" because no identity-based policy allows the {action} action", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_gets_anything()
    {
        foreach (var operation in Operations)
        {
            var answer = await app.Json("ecr", $"AmazonEC2ContainerRegistry_V20150921.{operation.Name}", Valid(operation.Name), key: null, SlipwayApp.Region);
            answer.IsRefused("MissingAuthenticationTokenException", "Missing Authentication Token");
        }
    }

    [Fact]
    public async Task Nonsense_is_the_senders_fault_and_never_the_servers()
    {
        foreach (var operation in Operations)
        {
            foreach (var body in Hostile(operation))
            {
                var answer = await app.Ecr(operation.Name, body);
                Assert.True(answer.Status is 200 or 400, $"{operation.Name} {body[..Math.Min(200, body.Length)]}: {answer.Status} {answer.Body}");
            }
        }
    }

    /// <summary>The operation's own, but for the one that ECR knows no action for.</summary>
    private static string ActionOf(string operation) => operation is "ListImageReferrers" ? "ecr:BatchGetImage" : $"ecr:{operation}";

    /// <summary>Whole bodies that are no request, then each member in turn with values that it does not take.</summary>
    private static IEnumerable<string> Hostile(OperationEntry operation)
    {
        string deep = new('[', 100);
        foreach (var whole in (string[])["", "null", "[]", "\"text\"", "1", "{", "{}x", "\u0000", deep, """{"a":1,"a":1}""", """{"repositoryName":{"repositoryName":{}}}"""])
            yield return whole;
        var valid = JsonDocument.Parse(Valid(operation.Name)).RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetRawText());
        foreach (var member in operation.Input.Members!())
        {
            foreach (var value in (string[])
                [
                    "null", "true", "1", "-1", "1e999", "99999999999999999999", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"../../etc/passwd\"", $"\"{new string('a', 5000)}\"",
                    "[]", "[null]", "[[]]", "[\"\"]", "[{}]", "{}", """{"":""}""", $"{deep}{deep.Replace('[', ']')}", $"[{string.Join(',', Enumerable.Repeat("\"x\"", 1001))}]",
                ])
            {
                valid.TryGetValue(member.Member.In(MemberCasing.Camel), out var before);
                valid[member.Member.In(MemberCasing.Camel)] = value;
                yield return new StringBuilder("{").AppendJoin(',', valid.Select(pair => $"\"{pair.Key}\":{pair.Value}")).Append('}').ToString();
                if (before is null) valid.Remove(member.Member.In(MemberCasing.Camel));
                else valid[member.Member.In(MemberCasing.Camel)] = before;
            }
        }
    }

    /// <summary>A request with the required members, well-formed, for a repository that does not exist.</summary>
    private static string Valid(string operation) => "{" + string.Join(',', OperationTable.All
        .Single(entry => entry.Name == operation && entry.Service.SigningName == "ecr").Input.Members!()
        .Where(member => member.IsRequired)
        .Select(member => $"\"{member.Member.In(MemberCasing.Camel)}\":{ValueOf(member.Member.In(MemberCasing.Camel), member.Shape)}")) + "}";

    private static string ValueOf(string name, ShapeDescriptor shape) => (name, shape) switch
    {
        (_, { Choices: [var word, ..] }) => $"\"{word}\"",
        ("repositoryName", _) => "\"none/such\"",
        ("resourceArn", _) => "\"arn:aws:ecr:us-east-1:000000000000:repository/none/such\"",
        ("principalArn", _) => "\"arn:aws:iam::000000000000:role/scanner\"",
        ("signingProfileArn", _) => "\"arn:aws:signer:us-east-1:000000000000:/signing-profiles/release\"",
        ("region", _) => "\"eu-west-1\"",
        ("registryId", _) => "\"111122223333\"",
        ("uploadId", _) => "\"123e4567-e89b-12d3-a456-426614174000\"",
        ("lifecyclePolicyText", _) => $"\"{new string('x', 100)}\"",
        ("layerDigest", _) or ("layerDigests", { Kind: ShapeKind.Text }) => "\"sha256:00\"",
        (_, { Kind: ShapeKind.List, Item: { } item }) => $"[{ValueOf(name, item)}]",
        (_, { Kind: ShapeKind.Structure, Members: { } members }) =>
            "{" + string.Join(',', members().Where(member => member.IsRequired).Select(member => $"\"{member.Member.In(MemberCasing.Camel)}\":{ValueOf(member.Member.In(MemberCasing.Camel), member.Shape)}")) + "}",
        (_, { Kind: ShapeKind.Integer or ShapeKind.Long or ShapeKind.Number }) => "1",
        (_, { Kind: ShapeKind.Boolean }) => "true",
        (_, { Kind: ShapeKind.Map }) => "{}",
        _ => "\"text\"",
    };
}
