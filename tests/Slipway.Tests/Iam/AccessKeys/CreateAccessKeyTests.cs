using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.AccessKeys;

public sealed class CreateAccessKeyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_key_signs_at_once_and_its_secret_is_shown_once()
    {
        await app.Iam("CreateUser", "UserName=Alice");
        var created = (await app.Iam("CreateAccessKey", "UserName=alice")).Expect(HttpStatusCode.OK);
        Golden.Matches(created.Repeatable().Replace(created.Find("SecretAccessKey")!, "SECRET", StringComparison.Ordinal), "created");

        AwsKey key = new(created.Find("AccessKeyId")!, created.Find("SecretAccessKey")!, null);
        Assert.Equal("arn:aws:iam::000000000000:user/Alice", (await app.Sts(key, "GetCallerIdentity")).Expect(HttpStatusCode.OK).Find("Arn"));

        Assert.Null((await app.Iam("ListAccessKeys", "UserName=alice")).Find("SecretAccessKey"));
        Assert.DoesNotContain(key.SecretAccessKey, app.Log, StringComparison.Ordinal);
        await app.StopAsync();
        foreach (var file in Directory.EnumerateFiles(app.DataFolder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(key.SecretAccessKey, await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_id_tells_the_account_and_the_secret_has_40_characters()
    {
        var created = (await app.Iam("CreateAccessKey")).Expect(HttpStatusCode.OK);
        Assert.Matches("^AKIA[A-Z2-7]{16}$", created.Find("AccessKeyId"));
        Assert.Matches("^[A-Za-z0-9+/]{40}$", created.Find("SecretAccessKey"));
        Assert.Equal(("admin", "Active"), (created.Find("UserName"), created.Find("Status")));
    }

    [Fact]
    public async Task Without_a_name_it_is_the_callers()
    {
        var alice = await app.GivenUser("alice", isAdministrator: true);
        var created = (await app.Iam(alice, "CreateAccessKey")).Expect(HttpStatusCode.OK);
        Assert.Equal("alice", created.Find("UserName"));
        Assert.Contains(created.Find("AccessKeyId"), (await app.Iam("ListAccessKeys", "UserName=alice")).All("AccessKeyId"));
    }

    [Fact]
    public async Task A_user_has_at_most_2_be_they_active_or_not()
    {
        await app.Iam("CreateUser", "UserName=alice");
        var first = (await app.Iam("CreateAccessKey", "UserName=alice")).Find("AccessKeyId");
        await app.Iam("UpdateAccessKey", "UserName=alice", $"AccessKeyId={first}", "Status=Inactive");
        (await app.Iam("CreateAccessKey", "UserName=alice")).Expect(HttpStatusCode.OK);
        (await app.Iam("CreateAccessKey", "UserName=alice")).IsRefused(409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2");
        await app.Iam("DeleteAccessKey", "UserName=alice", $"AccessKeyId={first}");
        (await app.Iam("CreateAccessKey", "UserName=alice")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_many_at_once_2_are_made()
    {
        await app.Iam("CreateUser", "UserName=alice");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.Iam("CreateAccessKey", "UserName=alice")));
        Assert.Equal(2, answers.Count(answer => answer.Status == 200));
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal("LimitExceeded", answer.Error));
    }

    [Fact]
    public async Task Nobody_gets_none() =>
        (await app.Iam("CreateAccessKey", "UserName=bob")).IsRefused(404, "NoSuchEntity", "The user with name bob cannot be found.");
}
