using Slipway.Tests.Iam;
using Slipway.Tests.Iam.Roles;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Permissions.Samples;

/// <summary>Roles, instance profiles, boundaries and service-linked roles.</summary>
internal static class RoleSamples
{
    private const string Role = "arn:aws:iam::000000000000:role/team/@", Profile = "arn:aws:iam::000000000000:instance-profile/team/@";
    private const string Boundary = $"PermissionsBoundary={PolicyCalls.Aws}", Tags = "Tags.member.1.Key=a&Tags.member.1.Value=b";
    private const string Linked = "arn:aws:iam::000000000000:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";

    public static IEnumerable<OperationSample> All =>
    [
        new("iam", "CreateRole", $"RoleName=@&Path=/team/&{Form("AssumeRolePolicyDocument", RoleCalls.Tasks)}&{Tags}", Role) { Also = [("iam:TagRole", Role)] },
        new("iam", "ListRoles", "", "arn:aws:iam::000000000000:role/"),
        OnRole("GetRole", ""),
        OnRole("UpdateRole", "&Description=x"),
        OnRole("UpdateRoleDescription", "&Description=x"),
        OnRole("DeleteRole", ""),
        OnRole("UpdateAssumeRolePolicy", $"&{Form("PolicyDocument", RoleCalls.Tasks)}"),
        OnRole("TagRole", $"&{Tags}"),
        OnRole("UntagRole", "&TagKeys.member.1=a"),
        OnRole("ListRoleTags", ""),
        OnRole("PutRolePermissionsBoundary", $"&{Boundary}"),
        OnRole("DeleteRolePermissionsBoundary", ""),
        OnRole("ListInstanceProfilesForRole", ""),
        OnUser("PutUserPermissionsBoundary", $"&{Boundary}"),
        OnUser("DeleteUserPermissionsBoundary", ""),
        new("iam", "CreateInstanceProfile", $"InstanceProfileName=@&Path=/team/&{Tags}", Profile) { Also = [("iam:TagInstanceProfile", Profile)] },
        new("iam", "ListInstanceProfiles", "", "arn:aws:iam::000000000000:instance-profile/"),
        OnProfile("GetInstanceProfile", ""),
        OnProfile("DeleteInstanceProfile", ""),
        OnProfile("TagInstanceProfile", $"&{Tags}"),
        OnProfile("UntagInstanceProfile", "&TagKeys.member.1=a"),
        OnProfile("ListInstanceProfileTags", ""),
        OnProfile("AddRoleToInstanceProfile", "&RoleName=@") with
        {
            Given = async (app, name) =>
            {
                await GivenProfile(app, name);
                await GivenRole(app, name);
            },
            Also = [("iam:PassRole", Role)],
        },
        OnProfile("RemoveRoleFromInstanceProfile", "&RoleName=@") with
        {
            Given = async (app, name) =>
            {
                await GivenProfile(app, name);
                await GivenRole(app, name);
                await app.Iam("AddRoleToInstanceProfile", $"InstanceProfileName={name}", $"RoleName={name}").Done();
            },
        },
        new("iam", "CreateServiceLinkedRole", "AWSServiceName=ecs.amazonaws.com", Linked) { Given = (app, _) => WithoutLinkedRole(app) },
        new("iam", "DeleteServiceLinkedRole", "RoleName=AWSServiceRoleForECS", Linked) { Given = (app, _) => WithLinkedRole(app) },
        new("iam", "GetServiceLinkedRoleDeletionStatus", "DeletionTaskId=~", Linked)
        {
            Made = async (app, _) =>
            {
                await WithLinkedRole(app);
                return (await app.Iam("DeleteServiceLinkedRole", "RoleName=AWSServiceRoleForECS")).Find("DeletionTaskId")!;
            },
        },
    ];

    private static OperationSample OnRole(string operation, string more) => new("iam", operation, $"RoleName=@{more}", Role) { Given = GivenRole };

    private static OperationSample OnProfile(string operation, string more) => new("iam", operation, $"InstanceProfileName=@{more}", Profile) { Given = GivenProfile };

    private static OperationSample OnUser(string operation, string more) => new("iam", operation, $"UserName=@{more}", "arn:aws:iam::000000000000:user/team/@")
    {
        Given = (app, name) => app.Iam("CreateUser", $"UserName={name}", "Path=/team/").Done(),
    };

    private static Task GivenRole(SlipwayApp app, string name) => app.CreateRole(name, RoleCalls.Tasks, "Path=/team/").Done();

    private static Task GivenProfile(SlipwayApp app, string name) => app.Iam("CreateInstanceProfile", $"InstanceProfileName={name}", "Path=/team/").Done();

    // There is one such role in an account, which the samples share: it may be there or not.
    private static Task<AwsAnswer> WithLinkedRole(SlipwayApp app) => app.Iam("CreateServiceLinkedRole", "AWSServiceName=ecs.amazonaws.com");

    private static Task<AwsAnswer> WithoutLinkedRole(SlipwayApp app) => app.Iam("DeleteServiceLinkedRole", "RoleName=AWSServiceRoleForECS");
}
