using System.Net;
using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Tests.Support;
using Slipway.Wire;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.Users;

public sealed class CreateUserTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_new_user_is_answered_as_AWS_answers() => Golden.Matches(
        (await app.Iam("CreateUser", "UserName=Alice", "Path=/team/web/", "Tags.member.1.Key=team", "Tags.member.1.Value=web"))
            .Expect(HttpStatusCode.OK).Repeatable(),
        "tagged");

    [Fact]
    public async Task Without_a_path_it_is_at_the_root_and_has_a_unique_id()
    {
        var created = (await app.Iam("CreateUser", "UserName=alice")).Expect(HttpStatusCode.OK);
        Assert.Equal("arn:aws:iam::000000000000:user/alice", created.Find("Arn"));
        Assert.Equal("/", created.Find("Path"));
        Assert.Matches("^AIDA[A-Z2-7]{17}$", created.Find("UserId"));
        Assert.Null(created.Find("Tags"));
        Assert.Null(created.Find("PermissionsBoundary"));
    }

    [Fact]
    public async Task What_was_created_is_what_is_got()
    {
        app.Clock.Advance(TimeSpan.FromMilliseconds(123));
        var created = await app.Iam("CreateUser", "UserName=alice", "Tags.member.1.Key=a", "Tags.member.1.Value=");
        var got = await app.Iam("GetUser", "UserName=alice");
        Assert.Equal("2026-03-01T12:00:00Z", created.Find("CreateDate"));
        Assert.Equal(created.Repeatable().Replace("CreateUser", "GetUser", StringComparison.Ordinal), got.Repeatable());
    }

    [Fact]
    public async Task A_name_that_differs_in_case_alone_is_taken()
    {
        (await app.Iam("CreateUser", "UserName=Alice")).Expect(HttpStatusCode.OK);
        (await app.Iam("CreateUser", "UserName=aLICE", "Path=/x/")).IsRefused(409, "EntityAlreadyExists", "User with name aLICE already exists.");
        (await app.Iam("CreateUser", "UserName=Admin")).IsRefused(409, "EntityAlreadyExists", "User with name Admin already exists.");
    }

    [Fact]
    public async Task Of_many_at_once_one_creates_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => app.Iam("CreateUser", $"UserName={(i % 2 == 0 ? "race" : "RACE")}")));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal("EntityAlreadyExists", answer.Error));
    }

    [Fact]
    public async Task A_deleted_name_comes_back_as_somebody_else()
    {
        var first = await app.Iam("CreateUser", "UserName=alice");
        (await app.Iam("DeleteUser", "UserName=alice")).Expect(HttpStatusCode.OK);
        var second = await app.Iam("CreateUser", "UserName=alice");
        Assert.NotEqual(first.Find("UserId"), second.Find("UserId"));
    }

    [Theory]
    [InlineData("UserName=", "userName", "Member must have length greater than or equal to 1\nMember must satisfy regular expression pattern: [\\w+=,.@-]+")]
    [InlineData("UserName=a%20b", "userName", @"Member must satisfy regular expression pattern: [\w+=,.@-]+")]
    [InlineData("UserName=a%2Fb", "userName", @"Member must satisfy regular expression pattern: [\w+=,.@-]+")]
    [InlineData("UserName=a%0A", "userName", @"Member must satisfy regular expression pattern: [\w+=,.@-]+")]
    [InlineData("UserName=a&Path=x", "path", @"Member must satisfy regular expression pattern: (\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    [InlineData("UserName=a&Path=/x", "path", @"Member must satisfy regular expression pattern: (\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    [InlineData("UserName=a&Path=//", "path", @"Member must satisfy regular expression pattern: (\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    [InlineData("UserName=a&Path=/%C3%A4/", "path", @"Member must satisfy regular expression pattern: (\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    [InlineData("UserName=a&Tags.member.1.Key=a;b&Tags.member.1.Value=", "tags.1.member.key", @"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
    public async Task What_breaks_the_model_is_refused(string parameters, string member, string constraint) =>
        (await app.Iam("CreateUser", parameters)).IsInvalidMember(member, constraint);

    [Fact]
    public async Task What_is_far_too_long_is_not_looked_at()
    {
        const string TooLong = "Member must have length less than or equal to 64";
        (await app.Iam("CreateUser", $"UserName={new string('+', 65)}")).IsInvalidMember(
            "userName", TooLong + "\n" + @"Member must satisfy regular expression pattern: [\w+=,.@-]+");
        (await app.Iam("CreateUser", $"UserName={new string('+', 5000)}")).IsInvalidMember("userName", TooLong);
    }

    [Fact]
    public async Task A_name_has_at_most_64_characters_and_a_path_512()
    {
        (await app.Iam("CreateUser", $"UserName={new string('a', 65)}")).IsInvalidMember("userName", "Member must have length less than or equal to 64");
        (await app.Iam("CreateUser", "UserName=a", $"Path=/{new string('a', 511)}/")).IsInvalidMember("path", "Member must have length less than or equal to 512");
        (await app.Iam("CreateUser", $"UserName={new string('a', 64)}", $"Path=/{new string('a', 510)}/")).Expect(HttpStatusCode.OK);
        (await app.Iam("CreateUser", Form("UserName", "a_Z9+=,.@-"), Form("Path", "/!~/a//b/"))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_boundary_must_be_a_managed_policy()
    {
        const string Boundary = "arn:aws:iam::aws:policy/AdministratorAccess";
        (await app.Iam("CreateUser", "UserName=alice", "PermissionsBoundary=arn:aws:iam::000000000000:policy/nothing")).IsRefused(
            404, "NoSuchEntity", "Scope ARN: arn:aws:iam::000000000000:policy/nothing does not exist or is not attachable.");
        Assert.Equal("NoSuchEntity", (await app.Iam("GetUser", "UserName=alice")).Error);
        var created = (await app.Iam("CreateUser", "UserName=alice", $"PermissionsBoundary={Boundary}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("PermissionsBoundaryPolicy", Boundary), (created.Find("PermissionsBoundaryType"), created.Find("PermissionsBoundaryArn")));
    }

    [Fact]
    public async Task Tag_keys_are_the_same_in_every_case_and_those_of_AWS_are_its_own()
    {
        (await app.Iam("CreateUser", "UserName=alice", UserTags.Of(("Team", "1"), ("team", "2")))).IsRefused(
            "InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        (await app.Iam("CreateUser", "UserName=alice", UserTags.Of(("AWS:x", "1")))).IsRefused(
            "InvalidInput", "aws: prefixed tag key names are not allowed for external use.");
        (await app.Iam("CreateUser", "UserName=alice", UserTags.Of([.. Enumerable.Range(0, 51).Select(i => ($"k{i}", ""))]))).IsInvalidMember(
            "tags", "Member must have length less than or equal to 50");
        (await app.Iam("CreateUser", "UserName=alice", UserTags.Of([.. Enumerable.Range(0, 50).Select(i => ($"k{i}", ""))]))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_may_create_users_within_a_boundary_only_needs_it_in_the_request()
    {
        const string Boundary = "arn:aws:iam::aws:policy/PowerUserAccess";
        var helper = await app.GivenUser("helper", isAdministrator: false);
        (await app.Iam("PutUserPolicy", "UserName=helper", "PolicyName=p", Form("PolicyDocument", $$"""
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:CreateUser","Resource":"*","Condition":{"StringEquals":{"iam:PermissionsBoundary":"{{Boundary}}"} } } }
            """))).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDenied", (await app.Iam(helper, "CreateUser", "UserName=alice")).Error);
        Assert.Equal("AccessDenied", (await app.Iam(helper, "CreateUser", "UserName=alice", "PermissionsBoundary=arn:aws:iam::aws:policy/AdministratorAccess")).Error);
        (await app.Iam(helper, "CreateUser", "UserName=alice", $"PermissionsBoundary={Boundary}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public void Tags_demand_the_permission_to_tag_and_are_conditions()
    {
        Caller caller = new(new("123456789012", "arn", "id", "key"), "us-east-1", "request");
        CreateUserRequest plain = new(null, IamName.Parse("alice"), null, null);
        const string Arn = "arn:aws:iam::123456789012:user/alice";
        Assert.Equal([new Demand("", Arn)], CreateUser.Requires(plain, caller).Demands);
        Assert.Equal([new Demand("", Arn)], CreateUser.Requires(plain with { Tags = [] }, caller).Demands);
        var tagged = CreateUser.Requires(plain with { Tags = [new("team", "web")] }, caller);
        Assert.Equal([new Demand("", Arn), new Demand("iam:TagUser", Arn)], tagged.Demands);
        Assert.Equal(["web"], tagged.Conditions["aws:RequestTag/team"]);
        Assert.Equal(["team"], tagged.Conditions["aws:TagKeys"]);
        Assert.Equal(["team"], UntagUser.Requires(new(IamName.Parse("alice"), ["team"]), caller).Conditions["aws:TagKeys"]);
    }
}
