using Slipway.Tests.Sts;

namespace Slipway.Tests.Permissions.Samples;

internal static class StsSamples
{
    private const string Role = "arn:aws:iam::000000000000:role/@", Federated = "arn:aws:sts::000000000000:federated-user/@";

    public static IEnumerable<OperationSample> All =>
    [
        new("sts", "GetCallerIdentity", "", "*") { NeedsNoPermission = true },
        new("sts", "GetSessionToken", "", "*") { NeedsNoPermission = true },
        new("sts", "GetAccessKeyInfo", "AccessKeyId=ASIAQNZGKIQY56JQ7WML", "*"),
        new("sts", "DecodeAuthorizationMessage", "EncodedMessage=x", "*") { Answers = "InvalidAuthorizationMessageException" },
        new("sts", "GetFederationToken", "Name=@&Tags.member.1.Key=team&Tags.member.1.Value=web", Federated) { Also = [("sts:TagSession", Federated)] },
        new("sts", "AssumeRole", $"RoleArn={Role}&RoleSessionName=s1&SourceIdentity=alice&Tags.member.1.Key=team&Tags.member.1.Value=web", Role)
        {
            Given = (app, name) => app.GivenRole(name, StsCalls.Trust(StsCalls.Everybody, "{}")),
            Also = [("sts:TagSession", Role), ("sts:SetSourceIdentity", Role)],
        },
        // Nobody signs it; the token is the proof, and here is none.
        new("sts", "AssumeRoleWithWebIdentity", $"RoleArn={Role}&RoleSessionName=s1&WebIdentityToken=none", "*") { NeedsNoPermission = true, Answers = "InvalidIdentityToken" },
    ];
}
