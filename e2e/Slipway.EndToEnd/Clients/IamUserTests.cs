using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>Users, groups and keys as an administrator types them, and as scripts page through them.</summary>
public sealed class IamUserTests
{
    private readonly ServerProgram server;
    private readonly AwsCli aws;

    public IamUserTests(SharedServer shared)
    {
        Tool.Require("aws");
        server = shared.Program;
        aws = new(server);
    }

    [Fact]
    public async Task A_colleague_comes_changes_her_name_and_leaves()
    {
        var user = (await Iam("create-user", "--user-name", "Anna", "--path", "/team/", "--tags", "Key=team,Value=web")).GetProperty("User");
        Assert.Equal("arn:aws:iam::000000000000:user/team/Anna", Text(user, "Arn"));
        await IamFails("EntityAlreadyExists) when calling the CreateUser operation: User with name anna already exists.", "create-user", "--user-name", "anna");

        await Iam("create-group", "--group-name", "Anna-devs");
        await Iam("add-user-to-group", "--group-name", "Anna-devs", "--user-name", "anna");
        Assert.Equal("Anna", Text((await Iam("get-group", "--group-name", "anna-DEVS")).GetProperty("Users")[0], "UserName"));
        Assert.Equal("Anna-devs", Text((await Iam("list-groups-for-user", "--user-name", "anna")).GetProperty("Groups")[0], "GroupName"));

        var key = (await Iam("create-access-key", "--user-name", "Anna")).GetProperty("AccessKey");
        var whoami = (await As(key, "sts", "get-caller-identity")).Succeeds().Json;
        Assert.Equal((Text(user, "UserId"), Text(user, "Arn")), (Text(whoami, "UserId"), Text(whoami, "Arn")));
        (await As(key, "iam", "get-user")).FailsWith("is not authorized to perform: iam:GetUser on resource: arn:aws:iam::000000000000:user/team/Anna");

        await Iam("update-user", "--user-name", "anna", "--new-user-name", "Anne", "--new-path", "/alumni/");
        Assert.Equal("arn:aws:iam::000000000000:user/alumni/Anne", Text((await As(key, "sts", "get-caller-identity")).Succeeds().Json, "Arn"));
        Assert.Equal(Text(user, "UserId"), Text((await Iam("get-user", "--user-name", "anne")).GetProperty("User"), "UserId"));

        var id = Text(key, "AccessKeyId");
        await Iam("update-access-key", "--user-name", "Anne", "--access-key-id", id, "--status", "Inactive");
        (await As(key, "sts", "get-caller-identity")).FailsWith("InvalidClientTokenId");
        Assert.Equal("Inactive", Text((await Iam("list-access-keys", "--user-name", "Anne")).GetProperty("AccessKeyMetadata")[0], "Status"));
        Assert.Equal("Anne", Text(await Iam("get-access-key-last-used", "--access-key-id", id), "UserName"));

        await IamFails("DeleteConflict) when calling the DeleteUser operation: Cannot delete entity, must delete access keys first.", "delete-user", "--user-name", "Anne");
        await Iam("delete-access-key", "--user-name", "Anne", "--access-key-id", id);
        await IamFails("must remove users from group first.", "delete-user", "--user-name", "Anne");
        await IamFails("must remove users from group first.", "delete-group", "--group-name", "Anna-devs");
        await Iam("remove-user-from-group", "--group-name", "Anna-devs", "--user-name", "Anne");
        await Iam("update-group", "--group-name", "Anna-devs", "--new-group-name", "Anne-devs");
        await Iam("delete-group", "--group-name", "Anne-devs");
        await Iam("delete-user", "--user-name", "Anne");
        await IamFails("NoSuchEntity) when calling the GetUser operation: The user with name Anne cannot be found.", "get-user", "--user-name", "Anne");
    }

    [Fact]
    public async Task Tags_are_put_listed_and_taken_away()
    {
        await Iam("create-user", "--user-name", "tagged");
        await Iam("tag-user", "--user-name", "tagged", "--tags", "Key=team,Value=web", "Key=stage,Value=");
        await Iam("tag-user", "--user-name", "tagged", "--tags", "Key=TEAM,Value=ops");
        await Iam("untag-user", "--user-name", "tagged", "--tag-keys", "Stage");
        var tags = (await Iam("list-user-tags", "--user-name", "tagged")).GetProperty("Tags");
        Assert.Equal("""[{"Key":"TEAM","Value":"ops"}]""", JsonSerializer.Serialize(tags));
        await Iam("delete-user", "--user-name", "tagged");
    }

    [Fact]
    public async Task What_nobody_has_is_listed_as_nothing()
    {
        await Iam("create-user", "--user-name", "plain");
        Assert.Empty((await Iam("list-ssh-public-keys", "--user-name", "plain")).GetProperty("SSHPublicKeys").EnumerateArray());
        Assert.Empty((await Iam("list-signing-certificates", "--user-name", "plain")).GetProperty("Certificates").EnumerateArray());
        Assert.Empty((await Iam("list-service-specific-credentials", "--user-name", "plain")).GetProperty("ServiceSpecificCredentials").EnumerateArray());
        await Iam("delete-user", "--user-name", "plain");
    }

    [Fact]
    public async Task Boto3_pages_through_users_groups_and_their_members()
    {
        Tool.Require("python3");
        var has = await Tool.RunAsync("python3", ["-c", "import boto3"], server.ClientEnvironment);
        Assert.SkipUnless(has.Code == 0, "boto3 is not installed here");
        var ended = (await Tool.RunAsync("python3", [Path.Combine(Checkout.Clients, "boto3/iam_users.py")], server.ClientEnvironment)).Succeeds();
        var steps = ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToLookup(step => Text(step, "step"));
        Assert.Equal(9, steps["paged"].Count());
        Assert.All(steps["paged"], page => Assert.True(page.GetProperty("whole").GetBoolean(), page.GetRawText()));
        Assert.Equal("NoSuchEntityException", Text(Assert.Single(steps["missing"]), "type"));
        Assert.Single(steps["done"]);
    }

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private async Task<JsonElement> Iam(params string[] arguments)
    {
        var ended = (await aws.RunAsync(["iam", .. arguments])).Succeeds();
        return ended.Output.Trim().Length == 0 ? default : ended.Json;
    }

    private async Task IamFails(string error, params string[] arguments) => (await aws.RunAsync(["iam", .. arguments])).FailsWith(error);

    private Task<ToolResult> As(JsonElement key, params string[] arguments) => Tool.RunAsync(
        "aws",
        ["--endpoint-url", server.Url.ToString(), "--output", "json", .. arguments],
        new Dictionary<string, string>(server.ClientEnvironment)
        {
            ["AWS_ACCESS_KEY_ID"] = Text(key, "AccessKeyId"),
            ["AWS_SECRET_ACCESS_KEY"] = Text(key, "SecretAccessKey"),
        });
}
