using System.Net;
using Slipway.Tests.Iam;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>The known ways by which a user gives itself more than it was given; none of them leads anywhere.</summary>
public sealed class PrivilegeEscalationTests : IAsyncDisposable
{
    private const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess", ReadOnly = PolicyCalls.Aws;
    private const string Mallory = "arn:aws:iam::000000000000:user/staff/mallory", Policies = "arn:aws:iam::000000000000:policy/";

    private const string TrustsMallory =
        $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{{Mallory}}}"},"Action":"sts:AssumeRole"}}""";

    private static readonly string Everything = AwsCalls.Form("PolicyDocument", PolicyCalls.Allow("*"));

    private readonly SlipwayApp app = new();

    public static TheoryData<string, string> Attempts => new()
    {
        { "AttachUserPolicy", $"UserName=mallory&PolicyArn={Administrator}" },
        { "AttachGroupPolicy", $"GroupName=staff&PolicyArn={Administrator}" },
        { "AttachRolePolicy", $"RoleName=ci&PolicyArn={Administrator}" },
        { "PutUserPolicy", $"UserName=mallory&PolicyName=given&{Everything}" },
        { "PutGroupPolicy", $"GroupName=staff&PolicyName=own&{Everything}" },
        { "PutRolePolicy", $"RoleName=ci&PolicyName=own&{Everything}" },
        { "CreatePolicyVersion", $"PolicyArn={Policies}team&SetAsDefault=true&{Everything}" },
        { "SetDefaultPolicyVersion", $"PolicyArn={Policies}team&VersionId=v1" },
        { "DetachUserPolicy", $"UserName=mallory&PolicyArn={Policies}limit" },
        { "DeleteUserPolicy", "UserName=mallory&PolicyName=given" },
        { "AddUserToGroup", "GroupName=admins&UserName=mallory" },
        { "CreateAccessKey", "UserName=admin" },
        { "UpdateAccessKey", $"UserName=admin&AccessKeyId={AwsKey.Admin.AccessKeyId}&Status=Inactive" },
        { "CreateUser", $"UserName=puppet&PermissionsBoundary={Administrator}" },
        { "PutUserPermissionsBoundary", $"UserName=mallory&PermissionsBoundary={Administrator}" },
        { "DeleteUserPermissionsBoundary", "UserName=mallory" },
        { "DeleteRolePermissionsBoundary", "RoleName=ci" },
        { "UpdateAssumeRolePolicy", $"RoleName=ci&{AwsCalls.Form("PolicyDocument", TrustsMallory)}" },
        { "CreateLoginProfile", "UserName=admin&Password=Correct-Horse-1" },
        { "UpdateUser", "UserName=mallory&NewUserName=admin2" },
    };

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Nothing_is_taken_without_permission(string operation, string parameters)
    {
        var mallory = await GivenMallory(Attacker.Statement("Allow", "iam:Get*", "*"), Attacker.Statement("Allow", "ecr:*", "*"));
        var answer = await mallory.Try(operation, parameters);
        Assert.Equal((403, "AccessDenied"), (answer.Status, answer.Error));
        Assert.StartsWith($"User: {Mallory} is not authorized to perform: iam:{operation} on resource: ", answer.Message, StringComparison.Ordinal);
        Assert.EndsWith($" because no identity-based policy allows the iam:{operation} action", answer.Message, StringComparison.Ordinal);
        Assert.False(await mallory.IsAdministrator());
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task An_explicit_deny_outlives_every_permission(string operation, string parameters)
    {
        var mallory = await GivenMallory(Attacker.Statement("Allow", "*", "*"), Attacker.Statement("Deny", $"IAM:{operation.ToUpperInvariant()}", "*"));
        var answer = await mallory.Try(operation, parameters);
        Assert.Equal((403, "AccessDenied"), (answer.Status, answer.Error));
        Assert.Contains("with an explicit deny in an identity-based policy", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task A_boundary_limits_even_an_administrator(string operation, string parameters)
    {
        await app.GivenPolicy("boundary", "/", Attacker.Document(Attacker.Statement("Allow", "ecr:*", "*"), Attacker.Statement("Allow", "iam:Get*", "*")));
        await GivenOthers();
        var mallory = await Attacker.EnterAsync(app, Policies + "boundary", Attacker.Statement("Allow", "*", "*"));
        var answer = await mallory.Try(operation, parameters);
        Assert.Equal((403, "AccessDenied"), (answer.Status, answer.Error));
        Assert.EndsWith($" because no permissions boundary allows the iam:{operation} action", answer.Message, StringComparison.Ordinal);
        Assert.False(await mallory.IsAdministrator());
    }

    [Theory]
    [InlineData("mallory")]
    [InlineData("MALLORY")]
    [InlineData("Mallory")]
    public async Task A_user_that_is_denied_is_denied_in_every_spelling_of_its_name(string spelling)
    {
        var mallory = await GivenMallory(Attacker.Statement("Allow", "iam:AttachUserPolicy", "*"), Attacker.Statement("Deny", "iam:*", Mallory));
        var answer = await mallory.Try("AttachUserPolicy", $"UserName={spelling}", $"PolicyArn={Administrator}");
        Assert.Equal(
            $"User: {Mallory} is not authorized to perform: iam:AttachUserPolicy on resource: {Mallory} with an explicit deny in an identity-based policy", answer.Message);
        Assert.False(await mallory.IsAdministrator());
    }

    [Fact]
    public async Task Permission_over_users_of_another_path_is_none_over_oneself()
    {
        var mallory = await GivenMallory(Attacker.Statement("Allow", "iam:*", "arn:aws:iam::000000000000:user/bots/*"));
        foreach (var name in new[] { "mallory", "bots/mallory", "bots/../staff/mallory", "bots%2F..%2Fmallory" })
            Assert.NotEqual(200, (await mallory.Try("AttachUserPolicy", $"UserName={name}", $"PolicyArn={Administrator}")).Status);
        Assert.False(await mallory.IsAdministrator());
    }

    [Fact]
    public async Task Only_those_policies_are_attached_that_a_condition_names()
    {
        var mallory = await GivenMallory(Attacker.Statement("Allow", "iam:AttachUserPolicy", Mallory, $$$"""{"ArnEquals":{"iam:PolicyARN":"{{{ReadOnly}}}"}}"""));

        Assert.Equal("AccessDenied", (await Attach($"PolicyArn={Administrator}")).Error);
        Assert.Equal("AccessDenied", (await Attach($"PolicyArn={Administrator.ToUpperInvariant()}")).Error);
        Assert.NotEqual(200, (await Attach($"PolicyArn={ReadOnly}%00{Administrator}")).Status);
        Assert.NotEqual(200, (await Attach($"PolicyArn={ReadOnly}+")).Status);
        Assert.Equal(200, (await Attach($"PolicyArn={ReadOnly}")).Status);
        // Whichever of two counts, it is the one that was decided about.
        await Attach($"PolicyArn={ReadOnly}", $"PolicyArn={Administrator}");
        await Attach($"PolicyArn={Administrator}", $"PolicyArn={ReadOnly}");
        await Attach($"PolicyArn={ReadOnly}", $"policyArn={Administrator}");

        Assert.Equal([Policies + "limit", ReadOnly], (await app.Iam("ListAttachedUserPolicies", "UserName=mallory")).Texts("PolicyArn"));
        Assert.False(await mallory.IsAdministrator());

        Task<AwsAnswer> Attach(params string[] policy) => mallory.Try("AttachUserPolicy", ["UserName=mallory", .. policy]);
    }

    [Fact]
    public async Task What_a_condition_on_policies_does_not_name_stays_attached()
    {
        var mallory = await GivenMallory(Attacker.Statement("Allow", "iam:DetachUserPolicy", "*", $$$"""{"ArnNotLike":{"iam:PolicyARN":"{{{Policies}}}lim*"}}"""));
        Assert.Equal("AccessDenied", (await mallory.Try("DetachUserPolicy", "UserName=mallory", $"PolicyArn={Policies}limit")).Error);
        Assert.Equal([Policies + "limit"], (await app.Iam("ListAttachedUserPolicies", "UserName=mallory")).Texts("PolicyArn"));
    }

    [Theory]
    [InlineData("team/../limit")]
    [InlineData("team/x/../../limit")]
    [InlineData("TEAM/../limit")]
    [InlineData("team/limit")]
    public async Task A_detour_over_an_own_path_leads_to_no_other_policy(string detour)
    {
        var mallory = await GivenMallory(Attacker.Statement("Allow", "iam:*", Policies + "team/*"));
        Assert.NotEqual(200, (await mallory.Try("CreatePolicyVersion", $"PolicyArn={Policies}{detour}", "SetAsDefault=true", Everything)).Status);
        Assert.Equal("v1", (await app.Iam("GetPolicy", $"PolicyArn={Policies}limit")).Find("DefaultVersionId"));
    }

    [Fact]
    public async Task A_policy_is_not_changed_by_whom_it_is_attached_to()
    {
        var mallory = await GivenMallory(Attacker.Statement("Allow", "iam:CreatePolicyVersion", Policies + "other"), Attacker.Statement("Allow", "iam:SetDefaultPolicyVersion", Policies + "other"));
        Assert.Equal("AccessDenied", (await mallory.Try("CreatePolicyVersion", $"PolicyArn={Policies}limit", "SetAsDefault=true", Everything)).Error);
        await app.AddVersion(Policies + "limit", PolicyCalls.Allow("*"), isDefault: false);
        Assert.Equal("AccessDenied", (await mallory.Try("SetDefaultPolicyVersion", $"PolicyArn={Policies}limit", "VersionId=v2")).Error);
        Assert.False(await mallory.IsAdministrator());
    }

    [Fact]
    public async Task Who_may_make_users_with_a_boundary_makes_none_without()
    {
        var boundary = await app.GivenPolicy("boundary", "/", PolicyCalls.Allow("ecr:*"));
        var condition = $$$"""{"StringEquals":{"iam:PermissionsBoundary":"{{{boundary}}}"}}""";
        var mallory = await GivenMallory(Attacker.Statement("Allow", "iam:CreateUser", "*", condition), Attacker.Statement("Allow", "iam:PutUserPolicy", "*", condition));

        Assert.Equal("AccessDenied", (await mallory.Try("CreateUser", "UserName=puppet")).Error);
        Assert.Equal("AccessDenied", (await mallory.Try("CreateUser", "UserName=puppet", $"PermissionsBoundary={Administrator}")).Error);
        Assert.Equal("AccessDenied", (await mallory.Try("PutUserPolicy", "UserName=mallory", "PolicyName=own", Everything)).Error);
        Assert.Equal("AccessDenied", (await mallory.Try("PutUserPolicy", "UserName=admin", "PolicyName=own", Everything)).Error);
        Assert.Equal(200, (await mallory.Try("CreateUser", "UserName=puppet", $"PermissionsBoundary={boundary}")).Status);
        Assert.Equal(200, (await mallory.Try("PutUserPolicy", "UserName=puppet", "PolicyName=own", Everything)).Status);
        Assert.False(await mallory.IsAdministrator());
    }

    [Fact]
    public async Task Who_may_set_one_boundary_sets_no_other_and_takes_none_away()
    {
        var boundary = await app.GivenPolicy("boundary", "/", PolicyCalls.Allow("iam:*"));
        var condition = $$$"""{"StringEquals":{"iam:PermissionsBoundary":"{{{boundary}}}"}}""";
        await GivenOthers();
        var mallory = await Attacker.EnterAsync(app, boundary, Attacker.Statement("Allow", "iam:PutUserPermissionsBoundary", "*", condition));

        // What counts is the boundary that the request sets, not the one that its user has.
        Assert.Equal("AccessDenied", (await mallory.Try("PutUserPermissionsBoundary", "UserName=mallory", $"PermissionsBoundary={Administrator}")).Error);
        Assert.Equal("AccessDenied", (await mallory.Try("DeleteUserPermissionsBoundary", "UserName=mallory")).Error);
        Assert.Equal(200, (await mallory.Try("PutUserPermissionsBoundary", "UserName=mallory", $"PermissionsBoundary={boundary}")).Status);
        Assert.Equal(boundary, (await app.Iam("GetUser", "UserName=mallory")).Find("PermissionsBoundaryArn"));
    }

    [Theory]
    [InlineData("", "iam:PassRole on resource: arn:aws:iam::000000000000:role/ci")]
    [InlineData("arn:aws:iam::000000000000:role/other ec2.amazonaws.com", "iam:PassRole on resource: arn:aws:iam::000000000000:role/ci")]
    [InlineData("* ecs-tasks.amazonaws.com", "iam:PassRole on resource: arn:aws:iam::000000000000:role/ci")]
    [InlineData("arn:aws:iam::000000000000:role/ci ec2.amazonaws.com", null)]
    public async Task A_role_is_passed_only_by_whom_and_where_to_it_may_be(string allowed, string? refused)
    {
        var add = Attacker.Statement("Allow", "iam:AddRoleToInstanceProfile", "*");
        var mallory = await GivenMallory(allowed.Split(' ') is [var role, var service]
            ? [add, Attacker.Statement("Allow", "iam:PassRole", role, $$$"""{"StringEquals":{"iam:PassedToService":"{{{service}}}"}}""")]
            : [add]);
        (await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine")).Expect(HttpStatusCode.OK);

        var answer = await mallory.Try("AddRoleToInstanceProfile", "InstanceProfileName=machine", "RoleName=CI");

        Assert.Equal(refused is null ? 200 : 403, answer.Status);
        if (refused is not null) Assert.Contains($" is not authorized to perform: {refused} ", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_user_of_an_old_name_has_nothing_of_the_old_one()
    {
        await GivenOthers();
        var first = await Attacker.EnterAsync(app, boundary: null, Attacker.Statement("Allow", "*", "*"));
        Assert.True(await first.IsAdministrator());
        await app.Iam("DeleteUserPolicy", "UserName=mallory", "PolicyName=given");
        await app.Iam("DeleteAccessKey", "UserName=mallory", $"AccessKeyId={first.Key.AccessKeyId}");
        (await app.Iam("DeleteUser", "UserName=mallory")).Expect(HttpStatusCode.OK);

        var second = await Attacker.EnterAsync(app, boundary: null);
        Assert.False(await second.IsAdministrator());
        Assert.Equal("InvalidClientTokenId", (await first.Try("ListPolicies")).Error);
    }

    [Fact]
    public async Task What_is_taken_away_is_gone_with_the_next_call()
    {
        var mallory = await GivenMallory();
        await app.Attach("User", "mallory", Administrator);
        Assert.True(await mallory.IsAdministrator());
        await app.Iam("DetachUserPolicy", "UserName=mallory", $"PolicyArn={Administrator}");
        Assert.False(await mallory.IsAdministrator());
    }

    /// <summary>With the managed policy <c>limit</c> attached, which allows little.</summary>
    private async Task<Attacker> GivenMallory(params string[] statements)
    {
        await GivenOthers();
        var mallory = await Attacker.EnterAsync(app, boundary: null, statements);
        await app.Attach("User", "mallory", Policies + "limit");
        (await app.Iam("AddUserToGroup", "GroupName=staff", "UserName=mallory")).Expect(HttpStatusCode.OK);
        return mallory;
    }

    /// <summary>What there is to abuse: a group of administrators, a role, and a policy whose first version allows everything.</summary>
    private async Task GivenOthers()
    {
        await app.GivenHolder("Group", "staff");
        await app.GivenHolder("Group", "admins");
        await app.Attach("Group", "admins", Administrator);
        await app.GivenHolder("Role", "ci");
        await app.GivenPolicy("limit", "/", PolicyCalls.Allow("ecr:ListImages"));
        await app.AddVersion(await app.GivenPolicy("team", "/", PolicyCalls.Allow("*")), PolicyCalls.Allow("ecr:ListImages"), isDefault: true);
    }
}
