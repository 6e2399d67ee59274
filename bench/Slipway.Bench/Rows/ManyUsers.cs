using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Slipway.Bench.Load;
using Slipway.Bench.Servers;

namespace Slipway.Bench.Rows;

/// <summary>
/// A thousand users in fifty groups, each group with ten managed and ten inline policies of two statements, of which one
/// lets its members push and pull: the same work as one admin does and as all of them do, each with a token of its own.
/// </summary>
internal static partial class ManyUsers
{
    private const int Users = 1_000, Groups = 50, Policies = 10;

    private const string Repository = "bench/users";

    private static readonly ConcurrentDictionary<int, string> Logins = new();

    public static IEnumerable<Row> All(TimeSpan window) =>
    [
        Pull("users-pull-admin", "GET manifest by tag, one admin, 64 conn.", window, _ => null),
        Pull("users-pull-1000", "GET manifest by tag, 1,000 users in 50 groups of 20 policies, 64 conn.", window, LoginOf),
        Push("users-push-admin", "Push 64 KiB layer and manifest, one admin, 16 clients", window, _ => null),
        Push("users-push-1000", "Push 64 KiB layer and manifest, 1,000 users in 50 groups of 20 policies, 16 clients", window, LoginOf),
    ];

    private static Row Pull(string id, string title, TimeSpan window, Func<int, string?> login) => new(
        id, title, Unit.PerSecond, null, Prepare,
        s =>
        {
            var requests = Enumerable.Range(0, Users).Select(user => As(login(user), () => s.Get($"/v2/{Repository}/manifests/latest"))).ToArray();
            return s.Measure(() => ClosedLoop.Run(s.EndPoint, requests, 64, 200, false, window));
        })
    { IsOwn = true };

    private static Row Push(string id, string title, TimeSpan window, Func<int, string?> login) => new(
        id, title, Unit.PerSecond, null, Prepare,
        s =>
        {
            Contents.Settle();
            return s.Measure(() => Workers.Run(s.EndPoint, 16, null, window, (_, connection) => As(login(Contents.Fresh() % Users), () => Writes.PushSmall(connection, s, Repository))));
        })
    { IsOwn = true };

    private static T As<T>(string? login, Func<T> act)
    {
        ServerUnderTest.ActAs(login);
        try
        {
            return act();
        }
        finally
        {
            ServerUnderTest.ActAs(null);
        }
    }

    private static string LoginOf(int user) => Logins[user];

    private static void Prepare(ServerUnderTest server) => Contents.Once(server, "users", () =>
    {
        Contents.EnsureImage(server, Repository);
        var slipway = (SlipwayServer)server;
        Each(slipway, Groups, (group, connection) => MakeGroup(slipway, connection, group));
        Each(slipway, Users, (user, connection) => Logins[user] = MakeUser(slipway, connection, user));
    });

    private static void MakeGroup(SlipwayServer server, Connection connection, int group)
    {
        connection.Expect(200, server.Iam("CreateGroup", $"GroupName=g{group}"));
        for (var policy = 0; policy < Policies; policy++)
        {
            var document = Uri.EscapeDataString(Document(group, policy));
            connection.Expect(200, server.Iam("PutGroupPolicy", $"GroupName=g{group}&PolicyName=inline{policy}&PolicyDocument={document}"));
            connection.Expect(200, server.Iam("CreatePolicy", $"PolicyName=g{group}p{policy}&PolicyDocument={document}"));
            connection.Expect(200, server.Iam("AttachGroupPolicy", $"GroupName=g{group}&PolicyArn=arn:aws:iam::000000000000:policy/g{group}p{policy}"));
        }
    }

    // The last of a group's policies lets its members work; the others are about somewhere else.
    private static string Document(int group, int policy) => policy == Policies - 1
        ? $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"},{"Effect":"Allow","Action":["ecr:Batch*","ecr:*Layer*","ecr:PutImage"],"Resource":"arn:aws:ecr:*:*:repository/bench/*"}]}"""
        : $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:*","Resource":"arn:aws:ecr:*:*:repository/g{{group}}/p{{policy}}/*"},{"Effect":"Deny","Action":"ecr:Delete*","Resource":"*","Condition":{"StringNotEquals":{"aws:username":"u{{policy}}"} } }]}""";

    private static string MakeUser(SlipwayServer server, Connection connection, int user)
    {
        connection.Expect(200, server.Iam("CreateUser", $"UserName=u{user}"));
        connection.Expect(200, server.Iam("AddUserToGroup", $"UserName=u{user}&GroupName=g{user % Groups}"));
        connection.Expect(200, server.Iam("CreateAccessKey", $"UserName=u{user}"));
        var answer = Encoding.UTF8.GetString(connection.Body);
        return server.Login(connection, KeyId().Match(answer).Groups[1].Value, Secret().Match(answer).Groups[1].Value);
    }

    private static void Each(SlipwayServer server, int count, Action<int, Connection> make)
    {
        var next = -1;
        Workers.Run(server.EndPoint, 10, count / 10, default, (_, connection) =>
        {
            make(Interlocked.Increment(ref next), connection);
            return 0;
        });
    }

    [GeneratedRegex("<AccessKeyId>([^<]+)</AccessKeyId>")]
    private static partial Regex KeyId();

    [GeneratedRegex("<SecretAccessKey>([^<]+)</SecretAccessKey>")]
    private static partial Regex Secret();
}
