using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

/// <summary>Calls of IAM's operations on users, groups and their keys.</summary>
internal static class UserSamples
{
    private const string User = "arn:aws:iam::000000000000:user/@", Group = "arn:aws:iam::000000000000:group/@";
    private const string Users = "arn:aws:iam::000000000000:user/", Groups = "arn:aws:iam::000000000000:group/";

    public static IEnumerable<OperationSample> All =>
    [
        new("iam", "CreateUser", "UserName=@&Path=/team/&Tags.member.1.Key=a&Tags.member.1.Value=1", "arn:aws:iam::000000000000:user/team/@")
        {
            Also = [("iam:TagUser", "arn:aws:iam::000000000000:user/team/@")],
        },
        new("iam", "GetUser", "UserName=@", User) { Given = AUser },
        new("iam", "ListUsers", "", Users),
        new("iam", "UpdateUser", "UserName=@&NewUserName=new-@", User)
        {
            Given = AUser,
            Also = [("iam:UpdateUser", "arn:aws:iam::000000000000:user/new-@")],
        },
        new("iam", "DeleteUser", "UserName=@", User) { Given = AUser },
        new("iam", "TagUser", "UserName=@&Tags.member.1.Key=a&Tags.member.1.Value=1", User) { Given = AUser },
        new("iam", "UntagUser", "UserName=@&TagKeys.member.1=a", User) { Given = AUser },
        new("iam", "ListUserTags", "UserName=@", User) { Given = AUser },
        new("iam", "ListSSHPublicKeys", "UserName=@", User) { Given = AUser },
        new("iam", "ListSigningCertificates", "UserName=@", User) { Given = AUser },
        new("iam", "ListServiceSpecificCredentials", "UserName=@", User) { Given = AUser },
        new("iam", "CreateGroup", "GroupName=@&Path=/team/", "arn:aws:iam::000000000000:group/team/@"),
        new("iam", "GetGroup", "GroupName=@", Group) { Given = AGroup },
        new("iam", "ListGroups", "", Groups),
        new("iam", "UpdateGroup", "GroupName=@&NewGroupName=new-@", Group)
        {
            Given = AGroup,
            Also = [("iam:UpdateGroup", "arn:aws:iam::000000000000:group/new-@")],
        },
        new("iam", "DeleteGroup", "GroupName=@", Group) { Given = AGroup },
        new("iam", "AddUserToGroup", "GroupName=@&UserName=admin", Group) { Given = AGroup },
        new("iam", "RemoveUserFromGroup", "GroupName=@&UserName=admin", Group) { Given = AGroup },
        new("iam", "ListGroupsForUser", "UserName=@", User) { Given = AUser },
        new("iam", "CreateAccessKey", "UserName=@", User) { Given = AUser },
        new("iam", "ListAccessKeys", "UserName=@", User) { Given = AUser },
        new("iam", "UpdateAccessKey", "UserName=@&AccessKeyId=AKIAAAAAAAAAAAAAAAAA&Status=Active", User) { Given = AUser, Answers = "NoSuchEntity" },
        new("iam", "DeleteAccessKey", "UserName=@&AccessKeyId=AKIAAAAAAAAAAAAAAAAA", User) { Given = AUser, Answers = "NoSuchEntity" },
        new("iam", "GetAccessKeyLastUsed", $"AccessKeyId={AwsKey.Admin.AccessKeyId}", Users),
    ];

    private static async Task AUser(SlipwayApp app, string name) => (await app.Iam("CreateUser", $"UserName={name}")).Expect(HttpStatusCode.OK);

    private static async Task AGroup(SlipwayApp app, string name) => (await app.Iam("CreateGroup", $"GroupName={name}")).Expect(HttpStatusCode.OK);
}
